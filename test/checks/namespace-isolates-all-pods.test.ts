import { namespaceIsolatesAllPods } from '../../lib/checks/namespace-isolates-all-pods';
import { deployment, reporter, service } from '../helpers/graph';

const report = reporter(namespaceIsolatesAllPods);

const listening = (name: string) =>
  deployment({ name, container: { ports: [{ containerPort: 8080 }] } });
const policy = (podSelector: object, spec: object = {}) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'rule', namespace: 'demo' },
  spec: { podSelector, ...spec },
});
const webOnly = { matchLabels: { app: 'web' } };

test('pods that listen beside isolated ones are warned of', () => {
  expect(report(listening('api'), listening('web'), policy(webOnly)))
    .toBe(`program.ts:1:1  namespace-isolates-all-pods (warning)
  Deployment "demo/api" listens and is isolated by no NetworkPolicy, while NetworkPolicy "demo/rule" isolates other pods of its namespace
  Fix: add a NetworkPolicy with an empty \`podSelector\` that denies all ingress, and allow what is needed
  More: docs/checks/namespace-isolates-all-pods.md`);
});

test('pods behind a Service listen, others need not', () => {
  const web = listening('web');
  expect(report(deployment(), web, policy(webOnly))).toBe('');
  expect(report(deployment(), service(), web, policy(webOnly))).toContain('Deployment "demo/api"');
});

test('a namespace without isolation, with isolation of all, or of egress only passes', () => {
  const both = [listening('api'), listening('web')];
  expect(report(...both)).toBe('');
  expect(report(...both, policy({}))).toBe('');
  expect(report(...both, policy(webOnly, { policyTypes: ['Egress'] }))).toBe('');
});
