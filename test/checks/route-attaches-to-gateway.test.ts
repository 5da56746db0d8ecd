import { routeAttachesToGateway } from '../../lib/checks/route-attaches-to-gateway';
import type { Manifest } from '../../lib/graph/manifest';
import { reporter } from '../helpers/graph';

const report = reporter(routeAttachesToGateway);

const http = { name: 'http', protocol: 'HTTP', port: 80 };

const gateway = (...listeners: object[]): Manifest => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'main', namespace: 'infra' },
  spec: { listeners },
});

function route(
  parent: object,
  {
    kind = 'HTTPRoute',
    namespace = 'infra',
    hostnames,
  }: { kind?: string; namespace?: string; hostnames?: readonly string[] } = {},
): Manifest {
  const parentRefs = [{ name: 'main', namespace: 'infra', ...parent }];
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { name: 'web', namespace },
    spec: { parentRefs, ...(hostnames && { hostnames }) },
  };
}

const from = (namespaces: object, more: object = {}) => ({
  ...http,
  allowedRoutes: { namespaces, ...more },
});

test('a listener that the Gateway has not is refused, and told which there are', () => {
  const text = report(route({ sectionName: 'htpp' }), gateway(http, { ...http, name: 'admin' }));
  expect(text).toBe(`program.ts:1:1  route-attaches-to-gateway
  HTTPRoute "infra/web" attaches to Gateway "infra/main" by its listener "htpp", and it has "http", "admin"; did you mean "http"?
  Fix: name a listener of the Gateway, or leave sectionName out
  More: docs/checks/route-attaches-to-gateway.md`);
});

test('a route without wishes attaches to what there is', () => {
  expect(report(route({}), gateway(http))).toBe('');
  expect(report(route({ sectionName: 'http', port: 80 }), gateway(http))).toBe('');
});

test('a port on which no listener is, is refused', () => {
  expect(report(route({ port: 443 }), gateway(http))).toContain(
    'by its port 443, and it listens on 80',
  );
});

test('a listener takes routes of its own namespace unless it says more', () => {
  const other = route({}, { namespace: 'demo' });
  expect(report(other, gateway(http))).toContain(
    'from namespace "demo", and its listener takes only routes from its own',
  );
  expect(report(other, gateway(from({ from: 'All' })))).toBe('');
  expect(report(other, gateway(http, from({ from: 'All' })))).toBe('');
});

test('a selector of namespaces is held against the labels that the program gives', () => {
  const other = route({}, { namespace: 'demo' });
  const selector = { matchLabels: { expose: 'yes' } };
  const selecting = gateway(from({ from: 'Selector', selector }));
  const namespace = (labels: Record<string, string>): Manifest => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'demo', labels },
  });
  expect(report(other, selecting, namespace({}))).toContain(
    'only routes from those with expose=yes',
  );
  expect(report(other, selecting, namespace({ expose: 'yes' }))).toBe('');
  expect(report(other, selecting)).toBe('');
});

test('a listener takes the kinds of its protocol, or those that it names', () => {
  expect(report(route({}, { kind: 'TCPRoute' }), gateway(http))).toContain(
    'as TCPRoute, and its listener takes only HTTPRoute, GRPCRoute',
  );
  expect(report(route({}, { kind: 'GRPCRoute' }), gateway(http))).toBe('');
  const only = gateway(from({}, { kinds: [{ kind: 'GRPCRoute' }] }));
  expect(report(route({}), only)).toContain('takes only GRPCRoute');
  expect(report(route({}), gateway({ ...http, protocol: 'example.com/odd' }))).toBe('');
});

test.each([
  ['a.example.com', 'a.example.com', true],
  ['a.example.com', '*.example.com', true],
  ['a.b.example.com', '*.example.com', true],
  ['*.example.com', 'a.example.com', true],
  ['*.a.example.com', '*.example.com', true],
  ['example.com', '*.example.com', false],
  ['b.example.com', 'a.example.com', false],
])('a route for %s and a listener for %s meet: %s', (mine, hostname, meets) => {
  const text = report(route({}, { hostnames: [mine] }), gateway({ ...http, hostname }));
  expect(text.includes(`for "${mine}", and its listener takes only "${hostname}"`)).toBe(!meets);
  expect(text === '').toBe(meets);
});

test('a Gateway that is not in the program, or another kind of parent, is not judged', () => {
  expect(report(route({ sectionName: 'x' }))).toBe('');
  expect(report(route({ group: '', kind: 'Service', port: 81 }), gateway(http))).toBe('');
});
