import { keyExists } from '../lib/checks/key-exists';
import { referenceResolves } from '../lib/checks/reference-resolves';
import { serviceOffersPort } from '../lib/checks/service-offers-port';
import { external } from '../lib/external';
import type { External } from '../lib/graph/graph';
import type { Manifest } from '../lib/graph/manifest';
import { deployment, reporter } from './helpers/graph';

test('a declaration knows its line', () => {
  const { origin } = external.secret('demo', 'tls');
  const [, line] = /external\.test\.ts:(\d+)/.exec(new Error().stack ?? '') ?? [];
  expect(origin?.file).toBe('test/external.test.ts');
  expect(origin?.line).toBe(Number(line) - 1);
});

test.each<[External, string, string | undefined]>([
  [external.secret('demo', 'a'), '/Secret', 'demo'],
  [external.configMap('demo', 'a'), '/ConfigMap', 'demo'],
  [external.service('demo', 'a'), '/Service', 'demo'],
  [external.serviceAccount('demo', 'a'), '/ServiceAccount', 'demo'],
  [external.persistentVolumeClaim('demo', 'a'), '/PersistentVolumeClaim', 'demo'],
  [external.namespace('a'), '/Namespace', undefined],
  [external.storageClass('a'), 'storage.k8s.io/StorageClass', undefined],
  [external.ingressClass('a'), 'networking.k8s.io/IngressClass', undefined],
  [external.gatewayClass('a'), 'gateway.networking.k8s.io/GatewayClass', undefined],
  [external.priorityClass('a'), 'scheduling.k8s.io/PriorityClass', undefined],
  [external.runtimeClass('a'), 'node.k8s.io/RuntimeClass', undefined],
  [external.clusterRole('a'), 'rbac.authorization.k8s.io/ClusterRole', undefined],
  [external.object('apps/Deployment', 'a', 'demo'), 'apps/Deployment', 'demo'],
  [external.object('/PersistentVolume', 'a', 'demo'), '/PersistentVolume', undefined],
])('declares %j', (declared, kind, namespace) => {
  expect(declared).toMatchObject({ kind, name: 'a' });
  expect(declared.namespace).toBe(namespace);
});

/** Reads `key` of the Secret "demo/database". */
const reader = (key: string) =>
  deployment({
    container: {
      env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'database', key } } }],
    },
  });

test('what is declared is there', () => {
  expect(reporter(referenceResolves)(reader('password'))).toContain('Secret "demo/database"');
  const surroundings = { external: [external.secret('demo', 'database')] };
  expect(reporter(referenceResolves, surroundings)(reader('password'))).toBe('');
});

test('its keys are checked where they are declared', () => {
  const report = (...keys: string[]) =>
    reporter(keyExists, { external: [external.secret('demo', 'database', ...keys)] });
  expect(report('password')(reader('pasword'))).toContain('did you mean "password"?');
  expect(report('password')(reader('password'))).toBe('');
  expect(report()(reader('anything'))).toBe('');
});

test('the ports of a Service are checked where they are declared', () => {
  const hook: Manifest = {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1.example.com' },
    spec: { service: { name: 'api', namespace: 'demo', port: 8443 } },
  };
  const report = (...ports: (number | string)[]) =>
    reporter(serviceOffersPort, { external: [external.service('demo', 'api', ...ports)] });
  expect(report(443, 'https')(hook)).toContain('which has 443, "https"');
  expect(report(8443)(hook)).toBe('');
  expect(report()(hook)).toBe('');
});
