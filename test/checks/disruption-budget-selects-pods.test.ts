import { disruptionBudgetSelectsPods } from '../../lib/checks/disruption-budget-selects-pods';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(disruptionBudgetSelectsPods);

const budget = (selector?: object, namespace = 'demo') => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'api', namespace },
  spec: { maxUnavailable: 1, selector },
});

test('a budget that selects no pod is refused, and told what there is', () => {
  expect(report(budget({ matchLabels: { app: 'apy' } }), deployment()))
    .toBe(`program.ts:1:1  disruption-budget-selects-pods
  PodDisruptionBudget "demo/api" selects pods by app=apy, so it protects none of namespace "demo": Deployment "demo/api" makes app=api; did you mean "app=api"?
  Fix: select labels that the pods have, in the namespace that they are in
  More: docs/checks/disruption-budget-selects-pods.md`);
});

test('a budget without selector protects nothing, an empty one protects all', () => {
  expect(report(budget(), deployment())).toContain('has no selector, so it protects none');
  expect(report(budget({}), deployment())).toBe('');
});

test('a budget that selects pods passes, as does one for pods of an operator or of the cluster', () => {
  expect(report(budget({ matchLabels: { app: 'api' } }), deployment())).toBe('');
  expect(report(budget({ matchLabels: { 'cnpg.io/cluster': 'db' } }))).toBe('');
  expect(report(budget({ matchLabels: { 'k8s-app': 'kube-dns' } }, 'kube-system'))).toBe('');
  const own = { ...deployment(), metadata: { name: 'api', namespace: 'kube-system' } };
  expect(report(budget({ matchLabels: { app: 'apy' } }, 'kube-system'), own)).toContain('selects');
});
