import { externalNameResolves } from '../../lib/checks/external-name-resolves';
import type { Manifest } from '../../lib/graph/manifest';
import { reporter, service } from '../helpers/graph';

const report = reporter(externalNameResolves);

const alias = (externalName: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'alias', namespace: 'web' },
  spec: { type: 'ExternalName', externalName },
});

const namespace: Manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'demo' } };

test('a name of a Service that is not there is refused', () => {
  expect(report(alias('apy.demo.svc.cluster.local'), service(), namespace)).toBe(
    `program.ts:1:1  external-name-resolves
  Service "web/alias" stands for Service "demo/apy", and nothing makes it; did you mean "api"?
  Fix: correct the name or the namespace, make the Service, or say that it is there: --external Service/demo/apy
  More: docs/checks/external-name-resolves.md`,
  );
});

test('a name of a Service that is there passes, long or short', () => {
  expect(report(alias('api.demo.svc.cluster.local'), service(), namespace)).toBe('');
  expect(report(alias('api.demo.svc'), service(), namespace)).toBe('');
  expect(report(alias('apy.demo.svc'), service(), namespace)).not.toBe('');
});

test('a name outside the cluster, or in a namespace that is made elsewhere, is not judged', () => {
  expect(report(alias('db.example.com'), namespace)).toBe('');
  expect(report(alias('api.other.svc.cluster.local'), namespace)).toBe('');
});

test('a Service that is declared to exist passes', () => {
  const external = { kind: '/Service', namespace: 'demo', name: 'api', origin: undefined };
  const among = reporter(externalNameResolves, { external: [external] });
  expect(among(alias('api.demo.svc'), namespace)).toBe('');
});
