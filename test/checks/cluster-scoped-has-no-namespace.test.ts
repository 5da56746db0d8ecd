import { clusterScopedHasNoNamespace } from '../../lib/checks/cluster-scoped-has-no-namespace';
import type { Manifest } from '../../lib/graph/manifest';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(clusterScopedHasNoNamespace);

const role: Manifest = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'reader', namespace: 'demo' },
};

test('a namespace on what belongs to the whole cluster is named', () => {
  expect(report(role)).toBe(`program.ts:1:1  cluster-scoped-has-no-namespace (warning)
  ClusterRole "reader" has metadata.namespace "demo", and a ClusterRole belongs to the whole cluster
  Fix: remove metadata.namespace
  More: docs/checks/cluster-scoped-has-no-namespace.md`);
});

test('a custom resource is judged by the definition that the program has of it', () => {
  const definition = (scope: string): Manifest => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com' },
    spec: { group: 'example.com', names: { kind: 'Thing' }, scope },
  });
  const thing = { ...role, apiVersion: 'example.com/v1', kind: 'Thing' };
  expect(report(definition('Cluster'), thing)).toContain('Thing "reader" has metadata.namespace');
  expect(report(definition('Namespaced'), thing)).toBe('');
  expect(report(thing)).toBe('');
});

test('without a namespace, and inside of one, all is well', () => {
  expect(report({ ...role, metadata: { name: 'reader' } }, deployment())).toBe('');
});
