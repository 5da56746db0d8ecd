import { disruptionBudgetFitsAutoscaler } from '../../lib/checks/disruption-budget-fits-autoscaler';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(disruptionBudgetFitsAutoscaler);

const budget = (spec: object) => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'api', namespace: 'demo' },
  spec: { selector: { matchLabels: { app: 'api' } }, ...spec },
});

const autoscaler = (minReplicas: number, maxReplicas: number) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'api', namespace: 'demo' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
    minReplicas,
    maxReplicas,
  },
});

test('a budget that lets no pod go at the minimum of the autoscaler is warned of', () => {
  expect(report(budget({ minAvailable: '80%' }), deployment(), autoscaler(1, 20)))
    .toBe(`program.ts:1:1  disruption-budget-fits-autoscaler (warning)
  PodDisruptionBudget "demo/api" has spec.minAvailable "80%", which lets no pod of Deployment "demo/api" be evicted while its autoscaler leaves it at 1
  Fix: set \`maxUnavailable: 1\` instead, or raise the minimum of the autoscaler
  More: docs/checks/disruption-budget-fits-autoscaler.md`);
});

test('one that lets a pod go passes', () => {
  expect(report(budget({ minAvailable: 1 }), deployment(), autoscaler(2, 4))).toBe('');
  expect(report(budget({ maxUnavailable: 1 }), deployment(), autoscaler(1, 4))).toBe('');
});

test('one that never lets a pod go is told as an error', () => {
  expect(report(budget({ minAvailable: 1 }), deployment())).toBe('');
  expect(report(budget({ minAvailable: 4 }), deployment(), autoscaler(1, 4))).toBe('');
});
