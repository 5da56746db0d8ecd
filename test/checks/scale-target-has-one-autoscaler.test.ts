import { scaleTargetHasOneAutoscaler } from '../../lib/checks/scale-target-has-one-autoscaler';
import { reporter } from '../helpers/graph';

const report = reporter(scaleTargetHasOneAutoscaler);

const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' };

const horizontal = (name: string, spec: object = {}) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name, namespace: 'demo' },
  spec: { scaleTargetRef: target, ...spec },
});

const vertical = (spec: object = {}) => ({
  apiVersion: 'autoscaling.k8s.io/v1',
  kind: 'VerticalPodAutoscaler',
  metadata: { name: 'sizes', namespace: 'demo' },
  spec: { targetRef: target, ...spec },
});

const follows = (name: string, target: object) => ({
  metrics: [{ type: 'Resource', resource: { name, target } }],
});

test('two autoscalers of one workload are refused', () => {
  expect(report(horizontal('a'), horizontal('b')))
    .toBe(`program.ts:2:1  scale-target-has-one-autoscaler
  HorizontalPodAutoscaler "demo/b" and HorizontalPodAutoscaler "demo/a" both scale Deployment "demo/api" by its number of replicas, and undo what the other does
  Fix: leave one of them, or let them follow different resources
  More: docs/checks/scale-target-has-one-autoscaler.md`);
});

test('one that follows cpu beside one that changes its request is refused', () => {
  expect(report(horizontal('a'), vertical())).toContain('scale Deployment "demo/api" by cpu,');
  expect(
    report(vertical(), horizontal('a', follows('memory', { averageUtilization: 70 }))),
  ).toContain('scale Deployment "demo/api" by memory,');
});

test.each([
  ['is off', { updatePolicy: { updateMode: 'Off' } }],
  [
    'changes another resource',
    { resourcePolicy: { containerPolicies: [{ controlledResources: ['memory'] }] } },
  ],
  ['leaves the containers alone', { resourcePolicy: { containerPolicies: [{ mode: 'Off' }] } }],
])('a VerticalPodAutoscaler that %s passes', (_, spec) => {
  expect(report(horizontal('a'), vertical(spec))).toBe('');
});

test('a metric that does not ask for requests, and other targets, pass', () => {
  const value = follows('cpu', { type: 'AverageValue', averageValue: '1' });
  expect(report(horizontal('a', value), vertical())).toBe('');
  const other = { scaleTargetRef: { ...target, name: 'other' } };
  expect(report(horizontal('a'), horizontal('b', other))).toBe('');
});
