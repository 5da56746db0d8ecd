import type { Rule } from '../check';
import { leastReplicas } from '../graph/autoscalers';
import { describe, type GraphObject, show } from '../graph/graph';
import { valueAt } from '../graph/manifest';
import type { Pods } from '../graph/pods';
import { podsChosen } from '../graph/selections';

/**
 * A PodDisruptionBudget lets at least one of its pods go: a node whose pods may not be evicted is never
 * drained. A part in percent is rounded up, both of what must stay and of what may go.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#rounding-logic-when-specifying-percentages
 */
export const disruptionBudgetAllowsEviction: Rule = {
  name: 'disruption-budget-allows-eviction',
  severity: 'error',
  description: 'A PodDisruptionBudget lets at least one of its pods be evicted.',
  *check(graph) {
    const counts = leastReplicas(graph);
    for (const selection of graph.selections) {
      const { from: object, use } = selection;
      if (use !== 'disruption-budget') continue;
      const { items, isOpen } = podsChosen(graph, selection);
      if (items.length === 0 && !isOpen) continue;
      const total = isOpen ? undefined : totalOf(items, counts);
      const field = fieldThatForbids(object, total);
      if (field === undefined) continue;
      const whose = items[0] ? ` of ${describe(items[0].object.manifest)}` : '';
      const all =
        total === undefined || items.length > 1
          ? ''
          : ` with ${total} replica${total === 1 ? '' : 's'} at the least`;
      yield {
        object,
        field,
        message: `${describe(object.manifest)} has ${field} ${show(valueAt(object.manifest, field))}, which lets no pod${whose}${all} be evicted: a node that has one of them is never drained`,
        fix: 'set `maxUnavailable: 1` instead, or run more replicas than must stay',
      };
    }
  },
};

/** How many pods there are at the least; undefined where some cannot be counted. */
function totalOf(
  items: readonly Pods[],
  counts: ReadonlyMap<GraphObject, number>,
): number | undefined {
  return items.reduce<number | undefined>((sum, { object }) => {
    const count = counts.get(object);
    return sum === undefined || count === undefined ? undefined : sum + count;
  }, 0);
}

function fieldThatForbids({ manifest }: GraphObject, total: number | undefined) {
  const most = valueAt(manifest, 'spec.maxUnavailable');
  if (most !== undefined) {
    return most === 0 || percentOf(most) === 0 ? 'spec.maxUnavailable' : undefined;
  }
  const least = valueAt(manifest, 'spec.minAvailable');
  const percent = percentOf(least);
  if (percent !== undefined && percent >= 100) return 'spec.minAvailable';
  if (total === undefined || total === 0) return undefined;
  const staying = percent === undefined ? least : Math.ceil((percent * total) / 100);
  return typeof staying === 'number' && staying >= total ? 'spec.minAvailable' : undefined;
}

function percentOf(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d+%$/.test(value) ? Number.parseInt(value) : undefined;
}
