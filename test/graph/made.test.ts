import { describeTarget } from '../../lib/graph/graph';
import { made } from '../../lib/graph/made';
import { mayBeMade } from '../../lib/graph/makers';
import type { Manifest } from '../../lib/graph/manifest';
import { graphOf } from '../helpers/graph';

/** What is made of `manifest`, with the keys that are known. */
function madeOf(manifest: Manifest): string[] {
  return graphOf(manifest)
    .objects.flatMap(made)
    .map((each) => [describeTarget(each), ...(each.keys ?? [])].join(' '));
}

function object(apiVersion: string, kind: string, fields: object, annotations = {}): Manifest {
  return { apiVersion, kind, metadata: { name: 'it', namespace: 'demo', annotations }, ...fields };
}

test('a StatefulSet makes one claim for each template and pod', () => {
  const template = { metadata: { name: 'data' } };
  const spec = { replicas: 2, volumeClaimTemplates: [template] };
  expect(madeOf(object('apps/v1', 'StatefulSet', { spec }))).toEqual([
    'PersistentVolumeClaim "demo/data-it-0"',
    'PersistentVolumeClaim "demo/data-it-1"',
  ]);
});

test('cert-manager makes the Secret of a Certificate, with its keys', () => {
  const [secret] = madeOf(
    object('cert-manager.io/v1', 'Certificate', { spec: { secretName: 'tls' } }),
  );
  expect(secret).toMatch(/^Secret "demo\/tls" tls\.crt tls\.key ca\.crt /);
});

test('cert-manager makes the certificates of an Ingress or Gateway that names an issuer', () => {
  const ingress = (annotations: object) =>
    object(
      'networking.k8s.io/v1',
      'Ingress',
      { spec: { tls: [{ secretName: 'tls' }] } },
      annotations,
    );
  const gateway = object(
    'gateway.networking.k8s.io/v1',
    'Gateway',
    { spec: { listeners: [{ tls: { certificateRefs: [{ name: 'cert' }] } }] } },
    { 'cert-manager.io/cluster-issuer': 'ca' },
  );
  expect(madeOf(ingress({ 'cert-manager.io/issuer': 'ca' }))).toEqual([
    'Secret "demo/tls" tls.crt tls.key ca.crt',
  ]);
  expect(madeOf(ingress({ 'cert-manager.io/issuer-kind': 'Issuer' }))).toEqual([]);
  expect(madeOf(gateway)).toEqual(['Secret "demo/cert" tls.crt tls.key ca.crt']);
});

test('External Secrets and Sealed Secrets make the Secret of their name', () => {
  const external = (target: object) =>
    object('external-secrets.io/v1', 'ExternalSecret', { spec: { target } });
  expect(madeOf(external({}))).toEqual(['Secret "demo/it"']);
  expect(madeOf(external({ name: 'other' }))).toEqual(['Secret "demo/other"']);
  const sealed = { encryptedData: { password: 'x' }, template: { data: { user: 'x' } } };
  expect(madeOf(object('bitnami.com/v1alpha1', 'SealedSecret', { spec: sealed }))).toEqual([
    'Secret "demo/it" password user',
  ]);
});

test('a resource of Crossplane makes its connection secret', () => {
  const spec = { writeConnectionSecretToRef: { name: 'database', namespace: 'apps' } };
  expect(madeOf(object('example.org/v1', 'Database', { spec }))).toEqual([
    'Secret "apps/database"',
  ]);
});

const role = (...rules: object[]) => object('rbac.authorization.k8s.io/v1', 'Role', { rules });
const create = { resources: ['secrets'], verbs: ['create'] };

test('a Role that may create a Secret and names it lets its program make it', () => {
  const read = { resources: ['secrets'], verbs: ['get'], resourceNames: ['redis'] };
  expect(madeOf(role(create, read))).toEqual(['Secret "demo/redis"']);
  expect(madeOf(role(read))).toEqual([]);
});

test('a program that may create Secrets in its namespace may make any there', () => {
  const target = { kind: '/Secret', namespace: 'demo', name: 'any' };
  expect(mayBeMade(graphOf(role(create)))(target)).toBe(true);
  expect(mayBeMade(graphOf(role(create)))({ ...target, namespace: 'other' })).toBe(false);
  expect(mayBeMade(graphOf(role(create)))({ ...target, kind: '/ConfigMap' })).toBe(false);
  expect(mayBeMade(graphOf(role({ ...create, resourceNames: ['one'] })))(target)).toBe(false);
});

test('an operator may make what begins with the name of its resource', () => {
  const isMade = mayBeMade(graphOf(object('postgresql.cnpg.io/v1', 'Cluster', {})));
  const target = { kind: '/Service', namespace: 'demo', name: 'it-rw' };
  expect(isMade(target)).toBe(true);
  expect(isMade({ ...target, name: 'item' })).toBe(false);
  expect(isMade({ ...target, kind: '/ServiceAccount' })).toBe(false);
});

test('a resource that only refers to others makes nothing', () => {
  const target = { kind: '/Service', namespace: 'demo', name: 'it' };
  const monitor = object('monitoring.coreos.com/v1', 'ServiceMonitor', {});
  expect(mayBeMade(graphOf(monitor))(target)).toBe(false);
});
