import { serviceHasEndpoints } from '../../lib/checks/service-has-endpoints';
import type { Manifest } from '../../lib/graph/manifest';
import { reporter, service } from '../helpers/graph';

const report = reporter(serviceHasEndpoints);

const bare = service({}, {});

const endpoints = (apiVersion: string, kind: string, metadata: object): Manifest => ({
  apiVersion,
  kind,
  metadata: { namespace: 'demo', ...metadata },
});

test('a Service without a selector and without endpoints is warned of', () => {
  expect(report(bare)).toBe(`program.ts:1:1  service-has-endpoints (warning)
  Service "demo/api" has no selector, and the program makes no EndpointSlice for it: nothing answers until somebody else does
  Fix: select pods, or make an EndpointSlice with the label kubernetes.io/service-name
  More: docs/checks/service-has-endpoints.md`);
});

test('an EndpointSlice for it, or Endpoints of its name, will do', () => {
  const labels = (name: string) => ({ labels: { 'kubernetes.io/service-name': name } });
  const slice = (name: string) => endpoints('discovery.k8s.io/v1', 'EndpointSlice', labels(name));
  expect(report(bare, slice('api'))).toBe('');
  expect(report(bare, slice('other'))).not.toBe('');
  expect(report(bare, endpoints('v1', 'Endpoints', { name: 'api' }))).toBe('');
  expect(report(bare, endpoints('v1', 'Endpoints', { name: 'api', namespace: 'other' }))).not.toBe(
    '',
  );
});

test('a Service that selects pods, or is a name for another, passes', () => {
  expect(report(service())).toBe('');
  expect(report({ ...bare, spec: { type: 'ExternalName', externalName: 'example.com' } })).toBe('');
});
