import type { Rule } from '../check';
import { type Autoscaler, autoscalersOf, keyOf } from '../graph/autoscalers';
import { describe, describeTarget, groupBy } from '../graph/graph';

/**
 * One autoscaler alone decides on a workload: of two that set the number of replicas each undoes the other,
 * and one that follows the use of a resource may not stand beside one that changes its request.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/autoscaling/
 */
export const scaleTargetHasOneAutoscaler: Rule = {
  name: 'scale-target-has-one-autoscaler',
  severity: 'error',
  description: 'No two autoscalers decide on the same number of a workload.',
  *check(graph) {
    for (const scalers of groupBy(autoscalersOf(graph), keyOf).values()) {
      for (const [index, scaler] of scalers.entries()) {
        const { object, field, target } = scaler;
        for (const other of scalers.slice(0, index)) {
          const both = clash(scaler, other);
          if (both === undefined) continue;
          yield {
            object,
            field,
            message: `${describe(object.manifest)} and ${describe(other.object.manifest)} both scale ${describeTarget(target)} by ${both}, and undo what the other does`,
            fix: 'leave one of them, or let them follow different resources',
          };
          break;
        }
      }
    }
  },
};

/** What both decide on; undefined where they do not meet. */
function clash(one: Autoscaler, other: Autoscaler): string | undefined {
  if (one.least !== undefined && other.least !== undefined) return 'its number of replicas';
  const followed = (by: Autoscaler, set: Autoscaler) =>
    by.follows.find(({ resource, isRelative }) => isRelative && set.sets.has(resource))?.resource;
  return followed(one, other) ?? followed(other, one);
}
