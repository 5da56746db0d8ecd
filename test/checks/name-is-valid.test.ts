import { nameIsValid } from '../../lib/checks/name-is-valid';
import { deployment, reporter, service } from '../helpers/graph';

const report = reporter(nameIsValid);

/** A minimal object of `kind` called `name`. */
const named = (kind: string, name: string) => ({ apiVersion: 'v1', kind, metadata: { name } });

test('a name that is no DNS label is refused, and a near one proposed', () => {
  expect(report(named('Namespace', 'Not_A_Valid Name!'))).toBe(`program.ts:1:1  name-is-valid
  Namespace "Not_A_Valid Name!" has metadata.name "Not_A_Valid Name!", which is no DNS label: lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters
  Fix: rename it, for example to "not-a-valid-name"
  More: docs/checks/name-is-valid.md`);
});

test('a missing name is refused', () => {
  expect(report({ apiVersion: 'v1', kind: 'ConfigMap', metadata: {} })).toContain(
    'ConfigMap "" has metadata.name unset, which is no DNS name',
  );
});

test('the namespace that an object is in is looked at', () => {
  const metadata = { name: 'api', namespace: 'a.b' };
  expect(report({ ...service(), metadata })).toContain(
    'metadata.namespace "a.b", which is no DNS label',
  );
});

test('the name of a container is looked at', () => {
  expect(report(deployment({ container: { name: 'App' } }))).toContain(
    'spec.template.spec.containers[0].name "App", which is no DNS label',
  );
});

test.each([
  ['Service', '1st', false],
  ['Service', 'first', true],
  ['Namespace', '1st', true],
  ['Namespace', 'a.b', false],
  ['Namespace', 'a'.repeat(63), true],
  ['Namespace', 'a'.repeat(64), false],
  ['Deployment', 'a.b', true],
  ['StatefulSet', 'a.b', false],
  ['Job', 'a.b', true],
  ['Job', 'a'.repeat(64), false],
  ['CronJob', 'a'.repeat(52), true],
  ['CronJob', 'a'.repeat(53), false],
  ['ConfigMap', 'a.b', true],
  ['ConfigMap', 'a..b', false],
  ['ConfigMap', 'a'.repeat(253), true],
  ['ConfigMap', 'a'.repeat(254), false],
  ['ConfigMap', '-a', false],
  ['ConfigMap', 'a\n', false],
  ['ClusterRole', 'system:node', true],
  ['ClusterRole', 'a/b', false],
])('%s %p is valid: %p', (kind, name, valid) => {
  expect(report(named(kind, name)) === '').toBe(valid);
});

test('a name that the API server makes up, and a container that an operator names, pass', () => {
  const metadata = { generateName: 'seed-' };
  expect(report({ apiVersion: 'batch/v1', kind: 'Job', metadata })).toBe('');
  const template = { spec: { containers: [{ image: 'nginx:1.29' }] } };
  const service = { apiVersion: 'serving.knative.dev/v1', kind: 'Service', spec: { template } };
  expect(report({ ...service, metadata: { name: 'web' } })).toBe('');
});

test.each([
  ['', true],
  ['flask localhost', false],
  ['flask.localhost', true],
  ['*.example.com', true],
  ['a.*.example.com', false],
])('the host %p of an Ingress is valid: %p', (host, valid) => {
  const ingress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web' },
    spec: { rules: [{ http: {} }, { host }] },
  };
  const text = report(ingress);
  expect(text === '').toBe(valid);
  if (!valid) expect(text).toContain(`has spec.rules[1].host "${host}", which is no host name`);
});
