import type { Rule } from '../check';
import { describe, type GraphObject } from '../graph/graph';
import type { Pods } from '../graph/pods';
import { podsChosen } from '../graph/selections';

/**
 * At most one PodDisruptionBudget selects a pod. The API server refuses to evict a pod of two.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#arbitrary-controllers-and-selectors
 */
export const podsHaveOneDisruptionBudget: Rule = {
  name: 'pods-have-one-disruption-budget',
  severity: 'error',
  description: 'At most one PodDisruptionBudget selects a pod.',
  *check(graph) {
    const budgets = new Map<Pods, GraphObject>();
    for (const selection of graph.selections) {
      const { from: object, field, use } = selection;
      if (use !== 'disruption-budget') continue;
      const { items } = podsChosen(graph, selection);
      const shared = items.find((pods) => budgets.has(pods));
      for (const pods of items) if (!budgets.has(pods)) budgets.set(pods, object);
      const other = shared && budgets.get(shared);
      if (!other) continue;
      yield {
        object,
        field,
        message: `${describe(object.manifest)} selects the pods of ${describe(shared.object.manifest)}, and ${describe(other.manifest)} does so too: the API server evicts no pod that has two budgets`,
        fix: 'let one budget select the pods, or narrow the selectors',
      };
    }
  },
};
