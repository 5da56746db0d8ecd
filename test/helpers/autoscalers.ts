import type { Manifest } from '../../lib/graph/manifest';

/** An autoscaler of the Deployment `api`. */
export const scaler = (
  kind: 'HorizontalPodAutoscaler' | 'VerticalPodAutoscaler' | 'ScaledObject',
  spec: object,
): Manifest => {
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
