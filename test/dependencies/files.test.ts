import { ApiObject, App, Chart } from 'cdk8s';
import { recordDependencies } from '../../lib/dependencies/calls';
import { recordOrigins } from '../../lib/origins';
import { toText } from '../../lib/report/text';
import { graphOf } from '../../lib/synthesize';

recordOrigins();
recordDependencies();

const thing = (chart: Chart, name: string) =>
  new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

/** The report about a program of two charts, without the folder of this file. */
function report(one: string, other: string, program: (one: Chart, other: Chart) => void): string {
  const app = new App();
  program(new Chart(app, one), new Chart(app, other));
  return toText(graphOf(app).findings).replaceAll(
    /test.dependencies.files\.test\.ts:\d+:\d+/g,
    'HERE',
  );
}

test('a chart that depends on one whose file sorts later is told so', () => {
  const text = report('api', 'database', (api, database) => {
    thing(api, 'api');
    thing(database, 'database');
    api.addDependency(database);
  });
  expect(text).toBe(`HERE  files-follow-dependencies (warning)
  "api" depends on "database", and "database.k8s.yaml" is applied after "api.k8s.yaml": kubectl takes the files of a folder by name
  Fix: give one of the two charts an id that sorts the other way, or remove the dependency
  More: docs/checks/files-follow-dependencies.md`);
});

test('a chart that depends on one whose file sorts earlier passes', () => {
  const text = report('api', '10-database', (api, database) => {
    thing(api, 'api');
    thing(database, 'database');
    api.addDependency(database);
  });
  expect(text).toBe('');
});

test('two files are told of once, however many objects depend', () => {
  const text = report('api', 'database', (api, database) => {
    const one = thing(database, 'database');
    thing(api, 'a').addDependency(one);
    thing(api, 'b').addDependency(one);
  });
  expect(text.match(/files-follow-dependencies \(/g)).toHaveLength(1);
  expect(text).toContain('"api/a" depends on "database/database"');
});

test('environments are not told apart', () => {
  const app = new App();
  const [api, database] = [new Chart(app, 'api'), new Chart(app, 'database')];
  thing(api, 'api');
  thing(database, 'database');
  api.addDependency(database);
  const findings = ['.', 'cloud'].flatMap((folder) => graphOf(app, folder).findings);
  expect(toText(findings)).toBe(toText(findings.slice(0, 1)));
});

test('a chart without objects has no file', () => {
  const text = report('api', 'database', (api, database) => {
    thing(api, 'api');
    api.addDependency(database);
  });
  expect(text).toBe('');
});

test('what has a kind of its own program comes last, whatever its file is called', () => {
  const text = report('a', 'b', (a, b) => {
    new ApiObject(a, 'crd', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'things.example.com' },
      spec: { group: 'example.com', names: { kind: 'Thing' } },
    });
    const custom = new ApiObject(a, 'custom', {
      apiVersion: 'example.com/v1',
      kind: 'Thing',
      metadata: { name: 'one' },
    });
    thing(b, 'b').addDependency(custom);
  });
  expect(text).toContain(
    '"b/b" depends on "a/custom", and "custom-resources/a.k8s.yaml" is applied after "b.k8s.yaml": objects of kinds that the program defines come last\n  Fix: remove the dependency',
  );
});
