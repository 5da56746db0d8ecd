import { referenceIsGranted } from '../../lib/checks/reference-is-granted';
import type { Manifest } from '../../lib/graph/manifest';
import { reporter, service } from '../helpers/graph';

const report = reporter(referenceIsGranted);

const route = (namespace: string, kind = 'HTTPRoute'): Manifest => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind,
  metadata: { name: 'web', namespace },
  spec: { rules: [{ backendRefs: [{ name: 'api', namespace: 'demo', port: 80 }] }] },
});

function grant(to: object, namespace = 'demo', kind = 'HTTPRoute'): Manifest {
  const from = [{ group: 'gateway.networking.k8s.io', kind, namespace: 'shop' }];
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'ReferenceGrant',
    metadata: { name: 'shop', namespace },
    spec: { from, to: [to] },
  };
}

const services = { group: '', kind: 'Service' };

test('a backend in another namespace that nothing releases is refused', () => {
  expect(report(route('shop'), service())).toBe(`program.ts:1:1  reference-is-granted
  HTTPRoute "shop/web" leads to Service "demo/api" of another namespace in spec.rules[0].backendRefs[0].name, and no ReferenceGrant of namespace "demo" releases it
  Fix: add to namespace "demo" a ReferenceGrant from group "gateway.networking.k8s.io", kind "HTTPRoute", namespace "shop" to group "", kind "Service"
  More: docs/checks/reference-is-granted.md`);
});

test('a grant for all, or for that one, releases it', () => {
  expect(report(route('shop'), service(), grant(services))).toBe('');
  expect(report(route('shop'), service(), grant({ ...services, name: 'api' }))).toBe('');
});

test('a grant for another name, kind or namespace does not', () => {
  const refused = (other: Manifest) => report(route('shop'), service(), other);
  expect(refused(grant({ ...services, name: 'web' }))).toContain(
    'releases it: ReferenceGrant "demo/shop" is for others',
  );
  expect(refused(grant({ group: '', kind: 'Secret' }))).not.toBe('');
  expect(refused(grant(services, 'shop'))).not.toBe('');
  expect(report(route('shop', 'GRPCRoute'), service(), grant(services))).not.toBe('');
});

test('a backend in the same namespace needs no grant', () => {
  expect(report(route('demo'), service())).toBe('');
});

test('a backend that the program does not make is released by others', () => {
  expect(report(route('shop'))).toBe('');
});

test('a certificate of a Gateway is judged too, and its parent is not', () => {
  const gateway: Manifest = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'main', namespace: 'shop' },
    spec: { listeners: [{ tls: { certificateRefs: [{ name: 'tls', namespace: 'demo' }] } }] },
  };
  const secret: Manifest = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'tls', namespace: 'demo' },
  };
  expect(report(gateway, secret)).toContain(
    'kind "Gateway", namespace "shop" to group "", kind "Secret"',
  );
  expect(report(gateway, secret, grant({ group: '', kind: 'Secret' }, 'demo', 'Gateway'))).toBe('');
  const parentRefs = [{ name: 'main', namespace: 'shop' }];
  expect(report({ ...route('demo'), spec: { parentRefs } }, gateway)).toBe('');
});
