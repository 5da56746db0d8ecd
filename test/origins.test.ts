import { App, ApiObject, Chart } from 'cdk8s';
import { Deployment, Namespace } from 'cdk8s-plus-28';
import { readFileSync } from 'node:fs';
import { WebDeployment } from '../lib/constructs/web-deployment';
import { originOf, originOfError, recordOrigins } from '../lib/origins';

recordOrigins();

/** The place of the one line of this file that ends in `// <name>`, where its `new` stands. */
function marked(name: string) {
  const lines = readFileSync(__filename, 'utf8').split('\n');
  const index = lines.findIndex((line) => line.endsWith(`// ${name}`));
  const column = (lines[index] ?? '').indexOf('new ') + 1;
  return { file: 'test/origins.test.ts', line: index + 1, column };
}

// constructs records no line by itself: these fail when a release moves or renames Node.addChild.
test('a construct knows the line that made it', () => {
  const chart = new Chart(new App(), 'chart'); // chart
  expect(originOf(chart)).toEqual(marked('chart'));
});

test('an object made inside cdk8s-plus knows the line outside that led to it', () => {
  const chart = new Chart(new App(), 'chart');
  const namespace = new Namespace(chart, 'space'); // namespace
  expect(originOf(ApiObject.of(namespace))).toEqual(marked('namespace'));
});

test('an object made inside a reusable construct knows the line that used the construct', () => {
  const chart = new Chart(new App(), 'chart');
  const resources = { cpu: {}, memory: {} };
  const probe = { path: '/' };
  const container = { image: 'nginx', port: 80, liveness: probe, readiness: probe, resources };
  const web = new WebDeployment(chart, 'web', { replicas: 2, container }); // web
  const objects = web.node.findAll().filter((child) => ApiObject.isApiObject(child));
  expect(objects.map(originOf)).toEqual([marked('web'), marked('web')]);
});

test('an object deep in a tree of constructs still knows its line', () => {
  const nest = (scope: Chart, depth: number): Chart =>
    depth === 0 ? scope : nest(new Chart(scope, `level-${depth}`), depth - 1);
  const deployment = new Deployment(nest(new Chart(new App(), 'top'), 30), 'deep'); // deep
  expect(originOf(ApiObject.of(deployment))).toEqual(marked('deep'));
});

test('the root of a tree has no line', () => {
  expect(originOf(new App())).toBe(undefined);
});

test('an error knows the line that led to it', () => {
  expect(originOfError(new Error('at a line'))).toEqual({
    file: 'test/origins.test.ts',
    line: expect.any(Number) as number,
    column: 24,
  });
});

test('recording twice wraps constructs once', () => {
  const before = Error.stackTraceLimit;
  recordOrigins();
  const chart = new Chart(new App(), 'again'); // again
  expect(originOf(chart)).toEqual(marked('again'));
  expect(Error.stackTraceLimit).toBe(before);
});
