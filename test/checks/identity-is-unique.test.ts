import { identityIsUnique } from '../../lib/checks/identity-is-unique';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(identityIsUnique);

const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'demo' } };

test('one object twice is refused, and the first one named', () => {
  expect(report(deployment(), deployment())).toBe(`program.ts:2:1  identity-is-unique
  Deployment "demo/api" is made twice: first at program.ts:1:1, and again here
  Fix: give one of the two another name or namespace, or remove it
  More: docs/checks/identity-is-unique.md`);
});

test('two versions of one API group are one object', () => {
  const beta = { ...deployment(), apiVersion: 'apps/v1beta1' };
  expect(report(deployment(), beta)).toContain('Deployment "demo/api" is made twice');
});

test('a namespace on a cluster-scoped object makes no difference', () => {
  const other = { ...namespace, metadata: { name: 'demo', namespace: 'else' } };
  expect(report(namespace, other)).toContain('is made twice');
});

test('no namespace is the namespace "default"', () => {
  const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } };
  const same = { ...config, metadata: { name: 'c', namespace: 'default' } };
  expect(report(config, same)).toContain('is made twice');
});

test('another kind, group, name or namespace is another object', () => {
  const others = [
    { ...deployment(), apiVersion: 'example.com/v1' },
    { ...deployment(), kind: 'ReplicaSet' },
    deployment({ name: 'other' }),
    { ...deployment(), metadata: { name: 'api', namespace: 'other' } },
  ];
  expect(report(deployment(), ...others)).toBe('');
});
