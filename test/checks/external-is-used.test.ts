import { externalIsUsed } from '../../lib/checks/external-is-used';
import type { External } from '../../lib/graph/graph';
import type { Manifest } from '../../lib/graph/manifest';
import { deployment, reporter } from '../helpers/graph';

function report(external: Partial<External>, ...manifests: readonly Manifest[]): string {
  const declared = {
    kind: '/Secret',
    namespace: 'demo',
    name: 'tls',
    origin: { file: 'environments.ts', line: 3, column: 1 },
    ...external,
  };
  return reporter(externalIsUsed, { external: [declared] })(...manifests);
}

const reading = deployment({ container: { envFrom: [{ secretRef: { name: 'tls' } }] } });
const namespace = { kind: '/Namespace', namespace: undefined };

test('a declaration that nothing refers to is refused at its own line', () => {
  expect(report({}, deployment())).toBe(`environments.ts:3:1  external-is-used
  Secret "demo/tls" is declared as external, and nothing refers to it
  Fix: remove the declaration, or correct its namespace or name
  More: docs/checks/external-is-used.md`);
});

test('what the program makes itself is refused', () => {
  const secret: Manifest = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'tls', namespace: 'demo' },
  };
  expect(report({}, secret, reading)).toContain('and the program makes it itself');
});

test('what is referred to passes, in its namespace only', () => {
  expect(report({}, reading)).toBe('');
  expect(report({ namespace: 'other' }, reading)).toContain('Secret "other/tls"');
});

test('a namespace is used by what is in it', () => {
  expect(report({ ...namespace, name: 'demo' }, deployment())).toBe('');
  expect(report({ ...namespace, name: 'other' }, deployment())).toContain('Namespace "other"');
});

test('a namespace is used by what is meant or chosen in it', () => {
  const binding: Manifest = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'it' },
    subjects: [{ kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' }],
  };
  expect(report({ ...namespace, name: 'monitoring' }, binding)).toBe('');
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } };
  const policy: Manifest = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'it', namespace: 'demo' },
    spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector }] }] },
  };
  expect(report({ ...namespace, name: 'ingress' }, policy)).toBe('');
});
