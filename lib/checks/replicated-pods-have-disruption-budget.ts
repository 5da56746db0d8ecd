import type { Rule } from '../check';
import { leastReplicas } from '../graph/replicas';
import { describe } from '../graph/graph';
import { kindOf } from '../graph/manifest';
import { podsChosen } from '../graph/selections';

/**
 * Pods of which there are several are protected by a PodDisruptionBudget: without one, the drain of nodes
 * may take all of them at once.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-budgets
 */
export const replicatedPodsHaveDisruptionBudget: Rule = {
  name: 'replicated-pods-have-disruption-budget',
  severity: 'warning',
  description: 'Pods of which there are several are protected by a PodDisruptionBudget.',
  *check(graph) {
    const budgets = graph.selections.filter(({ use }) => use === 'disruption-budget');
    const chosen = budgets.map((each) => ({ ...podsChosen(graph, each), from: each.from }));
    const safe = new Set(chosen.flatMap(({ items }) => items));
    // A budget that selects nothing, which is told as that, may be meant for these pods.
    const missed = new Set(
      chosen
        .filter(({ items, isOpen }) => items.length === 0 && !isOpen)
        .map(({ from }) => from.namespace),
    );
    const counts = leastReplicas(graph);
    for (const pods of graph.pods) {
      const { object } = pods;
      const count = counts.get(object) ?? 0;
      if (!(count >= 2) || safe.has(pods) || missed.has(object.namespace)) continue;
      if (!['apps/Deployment', 'apps/StatefulSet'].includes(kindOf(object.manifest))) continue;
      yield {
        object,
        message: `${describe(object.manifest)} runs ${count} pods at the least, and no PodDisruptionBudget keeps one of them while nodes are drained`,
        fix: 'add a PodDisruptionBudget with `maxUnavailable: 1` that selects them',
      };
    }
  },
};
