import type { Manifest } from '../../lib/graph/manifest';
import { leastReplicas, podCountOf, scalesOf } from '../../lib/graph/replicas';
import { scaler } from '../helpers/autoscalers';
import { deployment, graphOf } from '../helpers/graph';

test('the fewest pods are those written, one, or the minimum of the autoscaler', () => {
  const least = (...objects: readonly Manifest[]) => [
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

test('the most pods are those written, or the maximum of an autoscaler where that is more', () => {
  const most = (...objects: readonly Manifest[]) => {
    const graph = graphOf(...objects);
    return graph.pods.map((pods) => podCountOf(pods, scalesOf(graph)));
  };
  const horizontal = scaler('HorizontalPodAutoscaler', { maxReplicas: 5 });
  const keda = scaler('ScaledObject', { maxReplicaCount: 6 });
  const replicas = (count: number) => deployment({ spec: { replicas: count } });
  expect(most(replicas(3))).toEqual([{ count: 3 }]);
  expect(most(replicas(3), horizontal)).toEqual([{ count: 5, scaledBy: 'maxReplicas' }]);
  expect(most(replicas(3), keda)).toEqual([{ count: 6, scaledBy: 'maxReplicaCount' }]);
  expect(most(replicas(9), horizontal)).toEqual([{ count: 9 }]);
  // A HorizontalPodAutoscaler leaves alone what is scaled to none; KEDA starts it.
  expect(most(replicas(0), horizontal)).toEqual([{ count: 0 }]);
  expect(most(replicas(0), keda)).toEqual([{ count: 6, scaledBy: 'maxReplicaCount' }]);
});
