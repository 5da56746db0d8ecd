import { ApiObject, App, Chart } from 'cdk8s';
import { StatefulSet } from 'cdk8s-plus-28';
import { Construct, DependencyGroup } from 'constructs';
import { readFileSync } from 'node:fs';
import { recordDependencies } from '../../lib/dependencies/calls';
import { recordOrigins } from '../../lib/origins';
import { toText } from '../../lib/report/text';
import { graphOf } from '../../lib/synthesize';

recordOrigins();
recordDependencies();

const thing = (scope: Construct, name: string) =>
  new ApiObject(scope, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

/** A construct with an object for each of `names`. */
function group(scope: Construct, id: string, ...names: readonly string[]): Construct {
  const construct = new Construct(scope, id);
  for (const name of names) thing(construct, name);
  return construct;
}

/** The names of the objects of `app`, in the order in which they are written. */
const namesIn = (app: App) => graphOf(app).objects.map(({ manifest }) => manifest.metadata.name);

/** The report about a program, without the folder of this file. */
function report(program: (app: App) => void): string {
  const app = new App();
  program(app);
  return toText(graphOf(app).findings).replaceAll('test/dependencies/order.test.ts', 'FILE');
}

/** `report` without the numbers of lines. */
const told = (program: (app: App) => void) => report(program).replaceAll(/FILE:\d+:\d+/g, 'HERE');

test('an object comes right behind what it depends on, and all else stays as it is', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  const first = thing(chart, 'one');
  thing(chart, 'two');
  first.addDependency(thing(chart, 'three'));
  thing(chart, 'four');
  expect(namesIn(app)).toEqual(['three', 'one', 'two', 'four']);
});

test('without dependencies, objects are in the order of the program', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  for (const name of ['b', 'c', 'a']) thing(chart, name);
  expect(namesIn(app)).toEqual(['b', 'c', 'a']);
});

test('a construct stands for all objects in it', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  const web = group(chart, 'web', 'web-1', 'web-2');
  thing(chart, 'between');
  const store = group(chart, 'store', 'store-1', 'store-2');
  web.node.addDependency(store);
  expect(namesIn(app)).toEqual(['store-1', 'store-2', 'web-1', 'web-2', 'between']);
});

test('a construct without an object hands on what it waits for', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  const first = thing(chart, 'first');
  const empty = new Construct(chart, 'empty');
  const last = thing(chart, 'last');
  first.addDependency(empty);
  empty.node.addDependency(last);
  expect(namesIn(app)).toEqual(['last', 'first']);
});

test('a group of dependencies stands for each of them', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  const first = thing(chart, 'first');
  first.node.addDependency(new DependencyGroup(thing(chart, 'two'), thing(chart, 'three')));
  expect(namesIn(app)).toEqual(['two', 'three', 'first']);
});

test('a whole may depend on parts of it, which then come before the rest', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  group(chart, 'web', 'web-1', 'web-2');
  const parts = group(chart, 'base', 'base-1', 'base-2').node.children;
  chart.addDependency(...parts);
  expect(namesIn(app)).toEqual(['base-1', 'base-2', 'web-1', 'web-2']);
});

test('of parts within parts, the outermost counts', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  thing(chart, 'rest');
  const base = group(chart, 'base', 'base-1', 'base-2');
  chart.addDependency(base.node.findChild('base-2'), base);
  expect(namesIn(app)).toEqual(['base-1', 'base-2', 'rest']);
});

test('a part may depend on the whole, of which the rest then comes first', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  const last = group(chart, 'last', 'last-1', 'last-2');
  thing(chart, 'one');
  thing(chart, 'two');
  last.node.addDependency(chart);
  expect(namesIn(app)).toEqual(['one', 'two', 'last-1', 'last-2']);
});

test('a chart in a chart has an order of its own', () => {
  const app = new App();
  const outer = new Chart(app, 'outer');
  const own = thing(outer, 'own');
  const inner = new Chart(outer, 'inner');
  thing(inner, 'innermost');
  own.addDependency(inner);
  outer.addDependency(inner);
  expect(namesIn(app)).toEqual(['innermost', 'own']);
});

test('cdk8s-plus itself declares one: a StatefulSet comes behind its Service', () => {
  const app = new App();
  const containers = [{ image: 'db:1', portNumber: 5432 }];
  new StatefulSet(new Chart(app, 'chart'), 'db', { containers });
  const kinds = graphOf(app).objects.map(({ manifest }) => manifest.kind);
  expect(kinds).toEqual(['Service', 'StatefulSet']);
});

test('a cycle is told with its lines, and starts with the first', () => {
  const text = report((app) => {
    const api = new Chart(app, 'api');
    const database = new Chart(app, 'database');
    thing(api, 'api');
    thing(database, 'database');
    api.addDependency(database); // FIRST
    database.addDependency(api); // SECOND
  });
  const [first, second] = ['FIRST', 'SECOND'].map(marked);
  expect(text).toBe(`${first}  dependencies-have-no-cycle
  "api" depends on "database" (${first}), "database" depends on "api" (${second}): none of them can come first
  Fix: remove one of these dependencies
  More: docs/checks/dependencies-have-no-cycle.md`);
});

test('a cycle through parts of constructs names what was written', () => {
  const text = told((app) => {
    const chart = new Chart(app, 'chart');
    const web = group(chart, 'web', 'web-1', 'web-2');
    const store = group(chart, 'store', 'store-1', 'store-2');
    web.node.findChild('web-2').node.addDependency(store);
    store.node.findChild('store-1').node.addDependency(web);
  });
  expect(text).toContain(
    '"chart/web/web-2" depends on "chart/store" (HERE), "chart/store/store-1" depends on "chart/web" (HERE): none',
  );
});

test('the shortest of several cycles is told', () => {
  const text = told((app) => {
    const chart = new Chart(app, 'chart');
    const [a, b, c, d] = [
      thing(chart, 'a'),
      thing(chart, 'b'),
      thing(chart, 'c'),
      thing(chart, 'd'),
    ] as const;
    a.addDependency(b);
    b.addDependency(c, a);
    c.addDependency(d);
    d.addDependency(a);
  });
  expect(text).toContain(
    '  "chart/a" depends on "chart/b" (HERE), "chart/b" depends on "chart/a" (HERE): none of',
  );
});

test('a construct that depends on itself is a cycle', () => {
  const text = told((app) => {
    const one = thing(new Chart(app, 'chart'), 'one');
    one.addDependency(one);
  });
  expect(text).toContain('  "chart/one" depends on itself (HERE): none of them can come first');
});

test('two parts that each wait for the whole wait for each other', () => {
  const text = told((app) => {
    const chart = new Chart(app, 'chart');
    for (const name of ['a', 'b']) thing(chart, name).addDependency(chart);
  });
  expect(text).toContain(
    '"chart/a" depends on "chart" (HERE), "chart/b" depends on "chart" (HERE): none',
  );
});

// cdk8s follows every path: seven charts of 20 objects each take it more than two minutes.
test('200 charts in a row, of 20 objects each, are sorted', () => {
  const app = new App();
  const charts = Array.from({ length: 200 }, (_, index) => {
    const chart = new Chart(app, `chart-${index}`);
    for (let count = 0; count < 20; count++) thing(chart, `thing-${index}-${count}`);
    return chart;
  });
  for (const [index, chart] of charts.slice(1).entries()) charts[index]?.addDependency(chart);
  const names = namesIn(app);
  expect(names).toHaveLength(4000);
  expect([names[0], names.at(-1)]).toEqual(['thing-199-0', 'thing-0-19']);
});

test('layers of objects that each depend on all of the layer before are sorted', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  const layers = Array.from({ length: 50 }, (_, layer) =>
    Array.from({ length: 10 }, (_, index) => thing(chart, `thing-${layer}-${index}`)),
  );
  for (const [index, layer] of layers.slice(1).entries()) {
    for (const object of layers[index] ?? []) object.addDependency(...layer);
  }
  expect(namesIn(app)[0]).toBe('thing-49-0');
});

test('a chain longer than the stack of the engine is sorted', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  const things = Array.from({ length: 8_000 }, (_, index) => thing(chart, `thing-${index}`));
  for (const [index, each] of things.slice(1).entries()) things[index]?.addDependency(each);
  expect(namesIn(app)[0]).toBe('thing-7999');
});

/** The place of the call in the one line of this file that ends in `// <name>`. */
function marked(name: string): string {
  const lines = readFileSync(__filename, 'utf8').split('\n');
  const index = lines.findIndex((line) => line.endsWith(`// ${name}`));
  return `FILE:${index + 1}:${(lines[index] ?? '').indexOf('addDependency') + 1}`;
}
