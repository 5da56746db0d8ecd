import { autoscalersOf } from '../../lib/graph/autoscalers';
import { scaler } from '../helpers/autoscalers';
import { graphOf } from '../helpers/graph';

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

test.each([
  ['HorizontalPodAutoscaler', { maxReplicas: 5 }, { field: 'maxReplicas', count: 5 }],
  ['ScaledObject', { maxReplicaCount: 5 }, { field: 'maxReplicaCount', count: 5 }],
  ['ScaledObject', {}, undefined],
  ['ScaledObject', { maxReplicaCount: 1.5 }, undefined],
  ['VerticalPodAutoscaler', { maxReplicas: 5 }, undefined],
] as const)('a %s of %j says how many pods there are at the most', (kind, spec, expected) => {
  const [found] = autoscalersOf(graphOf(scaler(kind, spec)));
  expect(found?.most).toEqual(expected);
});
