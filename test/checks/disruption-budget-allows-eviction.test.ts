import { disruptionBudgetAllowsEviction } from '../../lib/checks/disruption-budget-allows-eviction';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(disruptionBudgetAllowsEviction);

const budget = (spec: object) => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'api', namespace: 'demo' },
  spec: { selector: { matchLabels: { app: 'api' } }, ...spec },
});

const replicas = (count?: number) => deployment({ spec: { replicas: count } });

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

test('a budget that lets no pod go is refused', () => {
  expect(report(budget({ minAvailable: 2 }), replicas(2)))
    .toBe(`program.ts:1:1  disruption-budget-allows-eviction
  PodDisruptionBudget "demo/api" has spec.minAvailable 2, which lets no pod of Deployment "demo/api" with 2 replicas at the most be evicted: a node that has one of them is never drained
  Fix: set \`maxUnavailable: 1\` instead, or run more replicas than must stay
  More: docs/checks/disruption-budget-allows-eviction.md`);
});

test.each([
  [{ maxUnavailable: 0 }, 3],
  [{ maxUnavailable: '0%' }, 3],
  [{ minAvailable: '100%' }, 3],
  [{ minAvailable: '50%' }, 1],
  [{ minAvailable: '67%' }, 3],
  [{ minAvailable: 1 }, undefined],
])('%j of %j replicas is refused', (spec, count) => {
  expect(report(budget(spec), replicas(count))).toContain('lets no pod of Deployment');
});

test.each([
  [{ maxUnavailable: 1 }, 1],
  [{ maxUnavailable: '1%' }, 1],
  [{ minAvailable: 1 }, 2],
  [{ minAvailable: '66%' }, 3],
  [{ minAvailable: 0 }, 1],
  [{ minAvailable: 1 }, 0],
  [{ minAvailable: 'all' }, 1],
])('%j of %j replicas passes', (spec, count) => {
  expect(report(budget(spec), replicas(count))).toBe('');
});

test('the maximum of an autoscaler counts, not the replicas that are written', () => {
  expect(report(budget({ minAvailable: 2 }), replicas(5), autoscaler(1, 2))).toContain(
    'with 2 replicas at the most',
  );
  expect(report(budget({ minAvailable: 2 }), replicas(1), autoscaler(1, 3))).toBe('');
});

test('KEDA makes up to a hundred pods when nothing is said', () => {
  const scaled = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'api', namespace: 'demo' },
  };
  const spec = { scaleTargetRef: { name: 'api' }, minReplicaCount: 1 };
  expect(report(budget({ minAvailable: 1 }), replicas(1), { ...scaled, spec })).toBe('');
  const once = { ...scaled, spec: { ...spec, maxReplicaCount: 1 } };
  expect(report(budget({ minAvailable: 1 }), replicas(1), once)).toContain('lets no pod');
});

test('the pods of all workloads of the budget are counted together', () => {
  const canary = deployment({ name: 'canary', labels: { app: 'api' } });
  expect(report(budget({ minAvailable: 1 }), replicas(1), canary)).toBe('');
  expect(report(budget({ minAvailable: 2 }), replicas(1), canary)).toContain('lets no pod');
});

test('pods that cannot be counted are judged only where the number does not matter', () => {
  const daemons = { ...deployment(), kind: 'DaemonSet' };
  expect(report(budget({ minAvailable: 1 }), daemons)).toBe('');
  expect(report(budget({ minAvailable: '100%' }), daemons)).toContain('lets no pod of DaemonSet');
});
