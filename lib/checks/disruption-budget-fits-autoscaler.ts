import type { Rule } from '../check';
import { leastReplicas } from '../graph/replicas';
import { describe, show } from '../graph/graph';
import { valueAt } from '../graph/manifest';
import { strictBudgets } from './disruption-budget-allows-eviction';

/**
 * A PodDisruptionBudget lets a pod go also while the autoscaler of its pods has as few as it may: until there is
 * more load, a node that has one of them is not drained.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#think-about-how-your-application-reacts-to-disruptions
 */
export const disruptionBudgetFitsAutoscaler: Rule = {
  name: 'disruption-budget-fits-autoscaler',
  severity: 'warning',
  description: 'A PodDisruptionBudget lets a pod go at the minimum of its autoscaler, too.',
  *check(graph) {
    const fewest = leastReplicas(graph);
    for (const { object, atLeast, atMost, items } of strictBudgets(graph)) {
      const [pods] = items;
      if (atMost !== undefined || !pods) continue;
      const count = fewest.get(pods.object) ?? 0;
      yield {
        object,
        field: atLeast,
        message: `${describe(object.manifest)} has ${atLeast} ${show(valueAt(object.manifest, atLeast))}, which lets no pod of ${describe(pods.object.manifest)} be evicted while its autoscaler leaves it at ${count}`,
        fix: 'set `maxUnavailable: 1` instead, or raise the minimum of the autoscaler',
      };
    }
  },
};
