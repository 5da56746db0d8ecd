import { namespaceExists } from '../../lib/checks/namespace-exists';
import { external } from '../../lib/external';
import type { Manifest } from '../../lib/graph/manifest';
import { deployment, reporter, service } from '../helpers/graph';

const report = reporter(namespaceExists);

const namespace = (name: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

test('a namespace that nothing makes is refused, once for all that is in it', () => {
  expect(report(namespace('other'), deployment(), service())).toBe(`program.ts:2:1  namespace-exists
  Deployment "demo/api" and 1 more object are placed in namespace "demo", and nothing makes it
  Fix: correct the namespace, make it, or say that it is there: --external Namespace/demo
  More: docs/checks/namespace-exists.md`);
});

test('a near name is asked for', () => {
  expect(report(namespace('demos'), deployment())).toContain(
    'Deployment "demo/api" is placed in namespace "demo", and nothing makes it; did you mean "demos"?',
  );
});

test('a namespace that the program makes, or is declared, passes', () => {
  expect(report(namespace('demo'), deployment())).toBe('');
  const declared = reporter(namespaceExists, { external: [external.namespace('demo')] });
  expect(declared(namespace('other'), deployment())).toBe('');
});

test('the namespaces of every cluster pass, and so does what has none', () => {
  const config: Manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
  const system = { ...config, metadata: { name: 'a', namespace: 'kube-system' } };
  expect(report(namespace('other'), config, system)).toBe('');
});

test('a resource for an operator may be in a namespace of others, unless all that is outside is known', () => {
  const metadata = { name: 'api', namespace: 'monitoring' };
  const rule = { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata };
  expect(report(namespace('demo'), rule)).toBe('');
  expect(report(namespace('monitorin'), rule)).toContain('did you mean "monitorin"?');
  const all = reporter(namespaceExists, { knowsOutside: true });
  expect(all(namespace('demo'), rule)).toContain('is placed in namespace "monitoring"');
});

test('a program that makes no namespace is not judged', () => {
  expect(report(deployment())).toBe('');
});
