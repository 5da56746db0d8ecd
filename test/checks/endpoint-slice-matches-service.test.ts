import { endpointSliceMatchesService } from '../../lib/checks/endpoint-slice-matches-service';
import type { Manifest } from '../../lib/graph/manifest';
import { reporter, service } from '../helpers/graph';

const report = reporter(endpointSliceMatchesService);

const slice = (...ports: object[]): Manifest => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: {
    name: 'api-1',
    namespace: 'demo',
    labels: { 'kubernetes.io/service-name': 'api' },
  },
  ports,
});

test('a port of a name that the Service does not have is refused', () => {
  const text = report(slice({ name: 'htpp', port: 8080 }), service({ name: 'http' }, {}));
  expect(text).toBe(`program.ts:1:1  endpoint-slice-matches-service
  EndpointSlice "demo/api-1" has a port with the name "htpp", and the ports of Service "demo/api" have the name "http": it is not used; did you mean "http"?
  Fix: give the port the name of a port of the Service
  More: docs/checks/endpoint-slice-matches-service.md`);
});

test('the same name passes, whatever the number', () => {
  expect(report(slice({ name: 'http', port: 9 }), service({ name: 'http' }, {}))).toBe('');
});

test('no name is a name too', () => {
  expect(report(slice({ port: 8080 }), service({}, {}))).toBe('');
  expect(report(slice({ name: '' }), service({}, {}))).toBe('');
  expect(report(slice({ port: 8080 }), service({ name: 'http' }, {}))).toContain('with no name');
  expect(report(slice({ name: 'http' }), service({}, {}))).toContain('have no name');
});

test('Endpoints are judged by their own name', () => {
  const endpoints: Manifest = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'api', namespace: 'demo' },
    subsets: [{ ports: [{ name: 'http' }] }, { ports: [{ name: 'grpc' }] }],
  };
  expect(report(endpoints, service({ name: 'http' }, {}))).toContain('the name "grpc", and');
  expect(report(endpoints)).toBe('');
});

test('a slice of no Service of the program is not judged', () => {
  expect(report(slice({ name: 'http' }))).toBe('');
});
