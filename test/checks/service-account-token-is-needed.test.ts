import { serviceAccountTokenIsNeeded } from '../../lib/checks/service-account-token-is-needed';
import type { Manifest } from '../../lib/graph/manifest';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(serviceAccountTokenIsNeeded);

const pod = (spec: object = {}) =>
  deployment({ spec: { template: { spec: { containers: [{ name: 'app' }], ...spec } } } });

const account = (fields: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'robot', namespace: 'demo' },
  ...fields,
});

const binding = (subject: object, kind = 'ClusterRoleBinding'): Manifest => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: { name: 'robot', ...(kind === 'RoleBinding' && { namespace: 'demo' }) },
  subjects: [{ name: 'robot', ...subject }],
});

const robot = { serviceAccountName: 'robot' };

test('a token for an account that may do nothing is named', () => {
  expect(report(pod())).toBe(`program.ts:1:1  service-account-token-is-needed (warning)
  Deployment "demo/api" mounts a token for the API server, and no RoleBinding or ClusterRoleBinding gives a right to its ServiceAccount "demo/default"
  Fix: set spec.template.spec.automountServiceAccountToken to false, bind the ServiceAccount to a role, or set it to true if the token is needed for something else
  More: docs/checks/service-account-token-is-needed.md`);
  expect(report(pod(robot), account())).toContain('its ServiceAccount "demo/robot"');
  expect(report(pod({ serviceAccount: 'robot' }), account())).toContain('"demo/robot"');
});

test('what is said of it, true or false, is meant', () => {
  expect(report(pod({ automountServiceAccountToken: false }))).toBe('');
  expect(report(pod({ automountServiceAccountToken: true }))).toBe('');
  expect(report(pod(robot), account({ automountServiceAccountToken: false }))).toBe('');
});

test('of an account that is made elsewhere nothing is known', () => {
  expect(report(pod(robot))).toBe('');
});

test.each([
  binding({ kind: 'ServiceAccount', namespace: 'demo' }),
  binding({ kind: 'ServiceAccount' }, 'RoleBinding'),
  binding({ kind: 'User', name: 'system:serviceaccount:demo:robot' }),
  binding({ kind: 'Group', name: 'system:serviceaccounts' }),
  binding({ kind: 'Group', name: 'system:serviceaccounts:demo' }),
  binding({ kind: 'Group', name: 'system:authenticated' }),
])('a right of its own, or of all, is a reason: $kind $subjects', (right) => {
  expect(report(pod(robot), account(), right)).toBe('');
});

test.each([
  binding({ kind: 'ServiceAccount', namespace: 'other' }),
  binding({ kind: 'ServiceAccount', namespace: 'demo', name: 'another' }),
  binding({ kind: 'Group', name: 'system:serviceaccounts:other' }),
  { ...binding({}), subjects: 'robot' },
])('a right of somebody else is none: $subjects', (right) => {
  expect(report(pod(robot), account(), right)).toContain('"demo/robot"');
});

test('who leaves the namespace to kubectl is bound by name', () => {
  const { metadata, ...rest } = pod(robot);
  const bare = { ...rest, metadata: { name: metadata.name ?? '' } };
  const here = account({ metadata: { name: 'robot' } });
  const elsewhere = binding({ kind: 'ServiceAccount', namespace: 'argocd' });
  expect(report(bare, here, elsewhere)).toBe('');
  expect(report(bare, here)).toContain('"default/robot"');
});

test('what somebody else makes of a resource is not known', () => {
  expect(report({ ...pod(), apiVersion: 'example.com/v1', kind: 'Runner' })).toBe('');
});
