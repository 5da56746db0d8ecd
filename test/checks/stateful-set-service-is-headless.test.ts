import { statefulSetServiceIsHeadless } from '../../lib/checks/stateful-set-service-is-headless';
import type { Manifest } from '../../lib/graph/manifest';
import { reporter } from '../helpers/graph';

const report = reporter(statefulSetServiceIsHeadless);

const set = (serviceName?: string): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', namespace: 'demo' },
  spec: { replicas: 3, serviceName, template: { metadata: { labels: { app: 'db' } }, spec: {} } },
});

const service = (spec: object): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'db', namespace: 'demo' },
  spec: { selector: { app: 'db' }, ...spec },
});

test('a Service that has an address of its own is refused', () => {
  expect(report(set('db'), service({}))).toBe(`program.ts:1:1  stateful-set-service-is-headless
  StatefulSet "demo/db" takes the names of its pods from Service "demo/db", whose clusterIP is unset: only a headless Service gives each pod a name
  Fix: set clusterIP of the Service to "None", or name a Service that has it
  More: docs/checks/stateful-set-service-is-headless.md`);
  expect(report(set('db'), service({ clusterIP: 'None' }))).toBe('');
});

test('one pod alone needs no name of its own', () => {
  const one = { ...set('db'), spec: { ...(set('db').spec as object), replicas: 1 } };
  expect(report(one, service({}))).toBe('');
});

test('a Service that selects other pods is refused', () => {
  const other = service({ clusterIP: 'None', selector: { app: 'web' } });
  expect(report(set('db'), other)).toContain('does not select them: they lack app=web');
});

test('labels that the controller adds may be selected', () => {
  const selector = { app: 'db', 'statefulset.kubernetes.io/pod-name': 'db-0' };
  expect(report(set('db'), service({ clusterIP: 'None', selector }))).toBe('');
});

test('no Service, or one that is made elsewhere, is not judged', () => {
  expect(report(set(), service({}))).toBe('');
  expect(report(set('elsewhere'), service({}))).toBe('');
});
