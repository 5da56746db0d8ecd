import type { Rule } from '../check';
import { autoscalersOf } from '../graph/autoscalers';
import { describe } from '../graph/graph';
import { valueAt } from '../graph/manifest';

/**
 * A workload that an autoscaler scales leaves the number of its replicas out: every apply would put it back
 * to the number that is written.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling
 */
export const autoscalerOwnsReplicas: Rule = {
  name: 'autoscaler-owns-replicas',
  severity: 'warning',
  description: 'A workload that an autoscaler scales leaves the number of its replicas out.',
  *check(graph) {
    for (const { object: scaler, target, least } of autoscalersOf(graph)) {
      const object = least === undefined ? undefined : graph.find(target);
      const replicas = object && valueAt(object.manifest, 'spec.replicas');
      // None at all switches the autoscaler off until somebody scales by hand.
      if (!object || replicas === undefined || replicas === null || replicas === 0) continue;
      yield {
        object,
        field: 'spec.replicas',
        message: `${describe(object.manifest)} sets spec.replicas, which ${describe(scaler.manifest)} sets too: every apply takes it back to the number written`,
        fix: 'leave spec.replicas out; the autoscaler starts from its minimum',
      };
    }
  },
};
