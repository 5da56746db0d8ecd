import { networkPolicySelectsPods } from '../../lib/checks/network-policy-selects-pods';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(networkPolicySelectsPods);

const policy = (podSelector: object, namespace = 'demo') => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'api', namespace },
  spec: { podSelector },
});

test('a policy for pods that are not there is refused', () => {
  expect(report(deployment(), policy({ matchLabels: { app: 'apy' } })))
    .toBe(`program.ts:2:1  network-policy-selects-pods
  NetworkPolicy "demo/api" is for pods with app=apy, and no pod of namespace "demo" has that: Deployment "demo/api" makes app=api; did you mean "app=api"?
  Fix: select labels that the pods have, in the namespace that they are in
  More: docs/checks/network-policy-selects-pods.md`);
});

test('a policy for some pods, or for all that will be there, passes', () => {
  expect(report(deployment(), policy({ matchLabels: { app: 'api' } }))).toBe('');
  expect(report(deployment(), policy({}))).toBe('');
});

test('a namespace whose pods the program does not know is not judged', () => {
  expect(report(policy({ matchLabels: { app: 'x' } }, 'foreign'))).toBe('');
  expect(report(deployment(), policy({ matchLabels: { 'strimzi.io/cluster': 'x' } }))).toBe('');
});
