import { App, Chart, JsonPatch } from 'cdk8s';
import { ConfigMap, Deployment, Service } from 'cdk8s-plus-28';
import { patch } from '../../lib/constructs/patch';
import { originOfError } from '../../lib/origins';
import { ProgramError } from '../../lib/report/program-error';
import { manifestsIn } from '../helpers/manifests';

let chart: Chart;
let service: Service;
beforeEach(() => {
  chart = new Chart(new App(), 'chart', { namespace: 'demo' });
  service = new Service(chart, 'web', { metadata: { name: 'web' }, ports: [{ port: 80 }] });
});

const manifest = () => manifestsIn(chart)[0] as object;

/** What is said about the operations, and whether it is said of the line that calls `patch`. */
function refusal(...operations: readonly JsonPatch[]): string {
  const here = originOfError(new Error())?.line ?? 0;
  patch(service, ...operations);
  try {
    manifest();
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    expect(error.rule).toBe('program-runs');
    expect(error.origin).toMatchObject({ file: 'test/constructs/patch.test.ts', line: here + 1 });
    return error.message;
  }
  return 'nothing';
}

test('operations are applied in the order given', () => {
  patch(
    service,
    JsonPatch.test('/spec/ports/0/port', 80),
    JsonPatch.replace('/spec/ports/0/port', 81),
    JsonPatch.add('/spec/ports/-', { port: 82 }),
    JsonPatch.add('/spec/ports/1', { name: 'new', port: 83 }),
    JsonPatch.add('/metadata/annotations', {}),
    JsonPatch.add('/metadata/annotations/a~1b~0c', 'x'),
    JsonPatch.copy('/spec/ports/0/port', '/spec/ports/0/targetPort'),
    JsonPatch.move('/metadata/annotations/a~1b~0c', '/metadata/annotations/d'),
    JsonPatch.remove('/spec/type'),
  );
  expect(manifest()).toMatchObject({
    metadata: { annotations: { d: 'x' } },
    spec: { ports: [{ port: 81, targetPort: 81 }, { name: 'new', port: 83 }, { port: 82 }] },
  });
  expect(manifest()).not.toHaveProperty('spec.type');
});

test('a field that cdk8s-plus does not know and a default that tidy removes both stay', () => {
  const app = new App();
  chart = new Chart(app, 'chart');
  const deployment = new Deployment(chart, 'web', { containers: [{ image: 'nginx' }] });
  patch(
    deployment,
    JsonPatch.add('/spec/template/spec/newerThanTheTypes', true),
    JsonPatch.add('/spec/progressDeadlineSeconds', 600),
  );
  expect(manifest()).toMatchObject({
    spec: { progressDeadlineSeconds: 600, template: { spec: { newerThanTheTypes: true } } },
  });
});

test.each([
  [JsonPatch.replace('/spec/nope', 1), 'there is no "/spec/nope"'],
  [JsonPatch.replace('/spec/nope/deeper', 1), 'there is no "/spec/nope"'],
  [JsonPatch.remove('/spec/ports/1'), 'there is no "/spec/ports/1"'],
  [JsonPatch.remove('/spec/ports/01'), 'there is no "/spec/ports/01"'],
  [JsonPatch.add('/spec/nope/deeper', 1), 'there is no "/spec/nope"'],
  [JsonPatch.add('/spec/ports/2', {}), '"/spec/ports" is a list of 1 and has no place "2"'],
  [JsonPatch.add('/spec/type/deeper', 1), '"/spec/type" is "ClusterIP"'],
  [JsonPatch.copy('/spec/nope', '/spec/type'), 'there is no "/spec/nope"'],
  [JsonPatch.move('/spec/ports', '/spec/ports/0'), 'there is no "/spec/ports"'],
  [
    JsonPatch.move('/spec/ports/0', '/spec/ports/1'),
    '"/spec/ports" is a list of 0 and has no place "1"',
  ],
  [JsonPatch.test('/spec/type', 'NodePort'), 'there is "ClusterIP"'],
  [JsonPatch.test('/spec/toString', 'x'), 'there is no "/spec/toString"'],
  [
    JsonPatch.add('/spec/a', null),
    'its value is null, and the API server drops a field without a value',
  ],
  [
    JsonPatch.replace('/spec/type', undefined),
    'its value is undefined, and the API server drops a field without a value',
  ],
  [JsonPatch.replace('', {}), 'a path starts with "/" and names a field'],
  [JsonPatch.remove('spec/type'), 'a path starts with "/" and names a field'],
  [JsonPatch.remove('/spec/~2'), 'a path starts with "/" and names a field'],
])('%j is refused', (operation, problem) => {
  const { op, path } = (operation as unknown as { operation: { op: string; path: string } })
    .operation;
  expect(refusal(operation)).toBe(`the patch "${op}" of "${path}" does not apply: ${problem}`);
});

test('a patch that changes nothing is refused', () => {
  expect(refusal(JsonPatch.replace('/spec/type', 'ClusterIP'))).toBe(
    'the patch changes nothing: the object already is what it asks for',
  );
});

test('a list is compared whole', () => {
  const config = new ConfigMap(chart, 'config', { data: { a: '1' } });
  patch(config, JsonPatch.test('/data', { a: '1' }), JsonPatch.add('/data/b', '2'));
  expect(manifestsIn(chart)[1]).toMatchObject({ data: { a: '1', b: '2' } });
});
