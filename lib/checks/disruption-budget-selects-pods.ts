import type { Rule } from '../check';
import { describe } from '../graph/graph';
import { textOfPods, podsChosen } from '../graph/selections';
import { didYouMeanLabel, wanted } from '../graph/selector';
import { mayBeOthers } from './service-selects-pods';

/**
 * The selector of a PodDisruptionBudget chooses pods of the program, in its namespace.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export const disruptionBudgetSelectsPods: Rule = {
  name: 'disruption-budget-selects-pods',
  severity: 'error',
  description: 'The selector of a PodDisruptionBudget chooses pods of the program.',
  *check(graph) {
    for (const selection of graph.selections) {
      const { from, field, use, requirements } = selection;
      const { namespace = 'default' } = from;
      if (use !== 'disruption-budget') continue;
      const { items, isOpen } = podsChosen(graph, selection);
      if (items.length > 0) continue;
      const here = graph.podsIn(namespace);
      const hint = didYouMeanLabel(
        requirements ?? [],
        here.map(({ labels }) => labels),
      );
      if (mayBeOthers(graph, selection, isOpen, hint)) continue;
      yield {
        object: from,
        field,
        message: `${describe(from.manifest)} ${requirements ? `selects pods by ${wanted(requirements)}` : 'has no selector'}, so it protects none of namespace "${namespace}": ${textOfPods(here)}${hint}`,
        fix: 'select labels that the pods have, in the namespace that they are in',
      };
    }
  },
};
