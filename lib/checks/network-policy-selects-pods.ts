import type { Rule } from '../check';
import { describe } from '../graph/graph';
import { patient } from '../graph/nearest';
import { isOurs, textOfPods, podsChosen } from '../graph/selections';
import { didYouMeanLabel, wanted } from '../graph/selector';

/**
 * The selector of a NetworkPolicy chooses pods of the program. One that chooses none protects nothing, and
 * nothing says so.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource
 */
export const networkPolicySelectsPods: Rule = {
  name: 'network-policy-selects-pods',
  severity: 'error',
  description: 'The selector of a NetworkPolicy chooses pods of the program.',
  *check(graph) {
    const hintFor = patient(didYouMeanLabel);
    for (const selection of graph.selections) {
      const { from, field, use, requirements = [] } = selection;
      const { namespace = 'default' } = from;
      // An empty selector is for the pods to come as well.
      if (use !== 'policy' || requirements.length === 0 || !isOurs(graph, namespace)) continue;
      const { items, isOpen } = podsChosen(graph, selection);
      if (items.length > 0 || isOpen) continue;
      const here = graph.podsIn(namespace);
      const hint = hintFor(
        requirements,
        here.map(({ labels }) => labels),
      );
      yield {
        object: from,
        field,
        message: `${describe(from.manifest)} is for pods with ${wanted(requirements)}, and no pod of namespace "${namespace}" has that: ${textOfPods(here)}${hint}`,
        fix: 'select labels that the pods have, in the namespace that they are in',
      };
    }
  },
};
