import { podsHaveOneDisruptionBudget } from '../../lib/checks/pods-have-one-disruption-budget';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(podsHaveOneDisruptionBudget);

const budget = (name: string, matchLabels: object, namespace = 'demo') => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name, namespace },
  spec: { maxUnavailable: 1, selector: { matchLabels } },
});

test('a second budget for the same pods is refused', () => {
  expect(report(deployment(), budget('all', {}), budget('api', { app: 'api' })))
    .toBe(`program.ts:3:1  pods-have-one-disruption-budget
  PodDisruptionBudget "demo/api" selects the pods of Deployment "demo/api", and PodDisruptionBudget "demo/all" does so too: the API server evicts no pod that has two budgets
  Fix: let one budget select the pods, or narrow the selectors
  More: docs/checks/pods-have-one-disruption-budget.md`);
});

test('budgets for different pods, and for another namespace, pass', () => {
  const other = deployment({ name: 'other' });
  expect(
    report(
      deployment(),
      other,
      budget('api', { app: 'api' }),
      budget('other', { app: 'other' }),
      budget('elsewhere', {}, 'elsewhere'),
    ),
  ).toBe('');
});
