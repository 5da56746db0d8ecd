import { serviceSelectsPods } from '../../lib/checks/service-selects-pods';
import { deployment, reporter, service } from '../helpers/graph';

const report = reporter(serviceSelectsPods);

test('a Service that selects no pod is refused, and told what there is', () => {
  const text = report(service({}, { app: 'apy' }), deployment(), deployment({ name: 'other' }));
  expect(text).toBe(`program.ts:1:1  service-selects-pods
  Service "demo/api" selects pods by app=apy, and no pod of namespace "demo" has that: Deployment "demo/api" makes app=api; Deployment "demo/other" makes app=other; did you mean "app=api"?
  Fix: select labels that the pods have, in the namespace that they are in
  More: docs/checks/service-selects-pods.md`);
});

test('pods of another namespace do not count', () => {
  const elsewhere = { ...deployment(), metadata: { name: 'api', namespace: 'other' } };
  expect(report(service(), elsewhere)).toContain(
    'no pod of namespace "demo" has that: there are none',
  );
});

test('every label of the selector must be there, on one and the same pod', () => {
  const selector = { app: 'api', tier: 'front' };
  expect(report(service({}, selector), deployment())).toContain(
    'selects pods by app=api and tier=front',
  );
});

test('a Service without selector, or of type ExternalName, passes', () => {
  expect(report(service({}, {}))).toBe('');
  const external = { type: 'ExternalName', externalName: 'a.example', selector: { app: 'none' } };
  expect(report({ ...service(), spec: external })).toBe('');
});

test('a single pod counts as well as a workload', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'api', namespace: 'demo', labels: { app: 'api' } },
    spec: { containers: [] },
  };
  expect(report(service(), pod)).toBe('');
});

test('letters in the wrong order, and a slip in the key, are seen through', () => {
  expect(report(service({}, { app: 'wbe' }), deployment({ name: 'web' }))).toContain(
    '; did you mean "app=web"?',
  );
  const labels = { 'app.kubernetes.io/name': 'api' };
  expect(report(service({}, { 'app.kubernets.io/name': 'api' }), deployment({ labels }))).toContain(
    '; did you mean "app.kubernetes.io/name=api"?',
  );
});

test('of many pods the first few are listed', () => {
  const many = Array.from({ length: 8 }, (_, index) => deployment({ name: `pod-${index}` }));
  expect(report(service(), ...many)).toMatch(/"demo\/pod-4" makes app=pod-4; 3 more\n/);
});

test('pods that an operator makes are not asked for', () => {
  expect(report(service({}, { 'cnpg.io/cluster': 'db' }))).toBe('');
  const cluster = {
    apiVersion: 'rabbitmq.com/v1beta1',
    kind: 'RabbitmqCluster',
    metadata: { name: 'queue', namespace: 'demo' },
  };
  expect(report(service({}, { 'app.kubernetes.io/name': 'queue' }), cluster)).toBe('');
  expect(report(service({}, { 'app.kubernetes.io/name': 'api' }), cluster)).toContain('selects');
});

test("pods of the cluster's own namespaces may be anybody's", () => {
  const metadata = { name: 'kube-scheduler', namespace: 'kube-system' };
  const scheduler = { ...service({}, { component: 'kube-scheduler' }), metadata };
  expect(report(scheduler)).toBe('');
  expect(report(scheduler, inSystem({ component: 'metrics' }))).toBe('');
});

test("there, a selector that pods of the program nearly fit is the program's own", () => {
  const metadata = { name: 'metrics', namespace: 'kube-system' };
  const slip = { ...service({}, { component: 'metircs' }), metadata };
  expect(report(slip, inSystem({ component: 'metrics' }))).toContain('did you mean');
  const half = { ...service({}, { component: 'metrics', tier: 'front' }), metadata };
  expect(report(half, inSystem({ component: 'metrics' }))).toContain('selects pods by');
});

function inSystem(labels: object) {
  return { ...deployment({ labels }), metadata: { name: 'metrics', namespace: 'kube-system' } };
}
