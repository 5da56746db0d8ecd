import { replicatedPodsHaveDisruptionBudget } from '../../lib/checks/replicated-pods-have-disruption-budget';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(replicatedPodsHaveDisruptionBudget);

const replicas = (count: number, changes: object = {}) =>
  deployment({ ...changes, spec: { replicas: count } });

const budget = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'api', namespace: 'demo' },
  spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'api' } } },
};

test('several pods without a budget are warned of', () => {
  expect(report(replicas(2))).toBe(`program.ts:1:1  replicated-pods-have-disruption-budget (warning)
  Deployment "demo/api" runs 2 pods at the least, and no PodDisruptionBudget keeps one of them while nodes are drained
  Fix: add a PodDisruptionBudget with \`maxUnavailable: 1\` that selects them
  More: docs/checks/replicated-pods-have-disruption-budget.md`);
});

test('a StatefulSet and the minimum of an autoscaler count', () => {
  expect(report({ ...replicas(3), kind: 'StatefulSet' })).toContain(
    'StatefulSet "demo/api" runs 3',
  );
  const autoscaler = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'api', namespace: 'demo' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
      minReplicas: 2,
    },
  };
  expect(report(replicas(1), autoscaler)).toContain('runs 2 pods at the least');
});

test('a ReplicaSet, which mostly belongs to a Deployment, is not judged', () => {
  expect(report({ ...replicas(2), kind: 'ReplicaSet' })).toBe('');
});

test('one pod, or several with a budget, pass; a budget for others does not help', () => {
  expect(report(replicas(1))).toBe('');
  expect(report(replicas(2), budget)).toBe('');
  expect(report(replicas(2, { name: 'other' }), replicas(1), budget)).toContain(
    'Deployment "demo/other"',
  );
});

test('beside a budget that selects nothing, which is told as that, they are not told again', () => {
  const slip = { ...budget, spec: { selector: { matchLabels: { app: 'apy' } } } };
  expect(report(replicas(2), slip)).toBe('');
});
