import { serviceSelectsPods } from '../../lib/checks/service-selects-pods';
import { deployment, reporter, service } from '../helpers/graph';

const report = reporter(serviceSelectsPods);

test('a Service that selects no pod is refused, and told what there is', () => {
  const text = report(service({}, { app: 'apy' }), deployment(), deployment({ name: 'other' }));
  expect(text).toBe(`program.ts:1:1  service-selects-pods
  Service "demo/api" selects pods by app=apy, and no pod of namespace "demo" has that: Deployment "demo/api" makes app=api; Deployment "demo/other" makes app=other
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
