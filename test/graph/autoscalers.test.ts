import { autoscalersOf, leastReplicas } from '../../lib/graph/autoscalers';
import { deployment, graphOf } from '../helpers/graph';

const scaler = (
  kind: 'HorizontalPodAutoscaler' | 'VerticalPodAutoscaler' | 'ScaledObject',
  spec: object,
) => {
  const groups = {
    HorizontalPodAutoscaler: 'autoscaling/v2',
    VerticalPodAutoscaler: 'autoscaling.k8s.io/v1',
    ScaledObject: 'keda.sh/v1alpha1',
  };
  const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' };
  return {
    apiVersion: groups[kind],
    kind,
    metadata: { name: 'it', namespace: 'demo' },
    spec: { scaleTargetRef: target, targetRef: target, ...spec },
  };
};

const follows = (spec: object) =>
  autoscalersOf(graphOf(scaler('HorizontalPodAutoscaler', spec))).flatMap((each) =>
    each.follows.map(
      ({ field, resource, container, isRelative }) =>
        `${field}: ${resource} of ${container ?? 'all'}${isRelative ? ' in percent' : ''}`,
    ),
  );

test('a HorizontalPodAutoscaler follows its metrics, and cpu without any', () => {
  expect(follows({})).toEqual(['spec: cpu of all in percent']);
  expect(follows({ targetCPUUtilizationPercentage: 50 })).toEqual([
    'spec.targetCPUUtilizationPercentage: cpu of all in percent',
  ]);
  const metrics = [
    { resource: { name: 'memory', target: { type: 'AverageValue' } } },
    { pods: { metric: { name: 'requests' } } },
    { containerResource: { name: 'cpu', container: 'app', target: { averageUtilization: 1 } } },
  ];
  expect(follows({ metrics })).toEqual([
    'spec.metrics[0].resource: memory of all',
    'spec.metrics[2].containerResource: cpu of app in percent',
  ]);
});

test.each([
  [{}, ['cpu', 'memory']],
  [{ updatePolicy: { updateMode: 'Off' } }, []],
  [{ resourcePolicy: { containerPolicies: [{ controlledResources: ['cpu'] }] } }, ['cpu']],
  [{ resourcePolicy: { containerPolicies: [{ mode: 'Off' }] } }, []],
])('a VerticalPodAutoscaler of %j sets %j', (spec, expected) => {
  const [vertical] = autoscalersOf(graphOf(scaler('VerticalPodAutoscaler', spec)));
  expect([...(vertical?.sets ?? [])]).toEqual(expected);
  expect(vertical?.least).toBeUndefined();
});

test('the fewest pods are those written, one, or the minimum of the autoscaler', () => {
  const least = (...objects: Parameters<typeof graphOf>) => [
    ...leastReplicas(graphOf(...objects)).values(),
  ];
  expect(least(deployment({ spec: { replicas: 3 } }))).toEqual([3]);
  expect(least(deployment({ spec: { replicas: undefined } }))).toEqual([1]);
  expect(least(deployment({ spec: { replicas: 'many' } }))).toEqual([]);
  expect(least(deployment(), scaler('HorizontalPodAutoscaler', { minReplicas: 4 }))).toEqual([4]);
  expect(least(deployment(), scaler('HorizontalPodAutoscaler', {}))).toEqual([1]);
  expect(least(deployment(), scaler('ScaledObject', {}))).toEqual([0]);
  expect(least(deployment(), scaler('VerticalPodAutoscaler', {}))).toEqual([1]);
  expect(least({ ...deployment(), kind: 'DaemonSet' })).toEqual([]);
});
