import { kindIsDefined } from '../../lib/checks/kind-is-defined';
import type { Manifest } from '../../lib/graph/manifest';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(kindIsDefined);

const definition = (versions: unknown): Manifest => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'backups.example.com' },
  spec: { group: 'example.com', names: { kind: 'Backup' }, versions },
});

const resource = (apiVersion: string, kind = 'Backup'): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: 'nightly', namespace: 'demo' },
});

const served = definition([
  { name: 'v1', served: true },
  { name: 'v1alpha1', served: false },
]);

test('a version that is not served is refused, and told which are', () => {
  expect(report(resource('example.com/v2'), served)).toBe(`program.ts:1:1  kind-is-defined
  Backup "demo/nightly" is of version "v2", and CustomResourceDefinition "backups.example.com" serves "v1"
  Fix: use a version that is served, or serve this one in the CustomResourceDefinition
  More: docs/checks/kind-is-defined.md`);
  expect(report(resource('example.com/v1alpha1'), served)).toContain('is of version "v1alpha1"');
});

test('a kind that the group has not is refused, and told which it has', () => {
  const text = report(resource('example.com/v1', 'Bakcup'), served);
  expect(text).toContain(
    'is of kind "Bakcup", and the program defines in group "example.com" only "Backup"; did you mean "Backup"?',
  );
});

test('a kind and version that is served passes, before or after its definition', () => {
  expect(report(served, resource('example.com/v1'))).toBe('');
  expect(report(resource('example.com/v1'), served)).toBe('');
});

test('a group of which the program defines nothing is not judged', () => {
  expect(report(resource('other.com/v1'), deployment(), served)).toBe('');
});

test('a definition without versions serves none, and an old one that says it otherwise is not judged', () => {
  expect(report(resource('example.com/v1'), definition([]))).toContain('serves none');
  expect(report(resource('example.com/v1'), definition(undefined))).toBe('');
});

test('of a group that several programs share, only a near name is judged', () => {
  const spec = { group: 'argoproj.io', names: { kind: 'Application' }, versions: [] };
  const shared: Manifest = { ...served, spec };
  expect(report(resource('argoproj.io/v1alpha1', 'Rollout'), shared)).toBe('');
  expect(report(resource('argoproj.io/v1alpha1', 'Aplication'), shared)).toContain('did you mean');
});
