import type { GraphObject } from '../../lib/graph/graph';
import { isClusterScoped, type Manifest } from '../../lib/graph/manifest';
import { inferNamespace } from '../../lib/input/infer-namespace';

function inferred(...manifests: readonly Manifest[]): string | undefined {
  return inferNamespace((namespace): GraphObject[] =>
    manifests.map((manifest) => ({
      manifest,
      namespace: isClusterScoped(manifest) ? undefined : (manifest.metadata.namespace ?? namespace),
      origin: undefined,
      file: 'a.yaml',
    })),
  );
}

const account = (name: string, namespace?: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, ...(namespace !== undefined && { namespace }) },
});

const binding = (namespace: string, name: string): Manifest => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
  subjects: [{ kind: 'ServiceAccount', name, namespace }],
});

const roleBinding = (name: string): Manifest => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
});

const role = (name: string, namespace: string): Manifest => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name, namespace },
});

test('objects are where most others look for them', () => {
  const objects = [account('a'), account('b'), account('c')];
  const bindings = [binding('one', 'a'), binding('argocd', 'b'), binding('argocd', 'c')];
  expect(inferred(...objects, ...bindings)).toBe('argocd');
});

test('objects are where what they look for is', () => {
  expect(inferred(roleBinding('a'), role('a', 'dapr-system'), role('b', 'dapr-system'))).toBe(
    'dapr-system',
  );
});

test('one object alone tells nothing: it may be there by mistake', () => {
  expect(inferred(roleBinding('a'), role('a', 'dapr-system'))).toBeUndefined();
});

test('what is in several namespaces tells nothing', () => {
  expect(inferred(roleBinding('a'), role('a', 'one'), role('a', 'other'))).toBeUndefined();
});

test('nothing is inferred where all is found, or nothing says a namespace', () => {
  expect(inferred(account('a', 'argocd'), binding('argocd', 'a'))).toBeUndefined();
  expect(inferred(account('a', 'argocd'), account('a'), binding('argocd', 'a'))).toBeUndefined();
  expect(inferred(account('a'), roleBinding('b'))).toBeUndefined();
  expect(inferred(account('a'), binding('argocd', 'other'))).toBeUndefined();
});
