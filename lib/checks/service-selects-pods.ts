import type { Rule } from '../check';
import { describe } from '../graph/graph';
import { isSystem, listOf, podsChosen } from '../graph/selections';
import { didYouMeanLabel, wanted } from '../graph/selector';

/**
 * The selector of a Service chooses pods of the program, in the namespace of the Service. Silent where an
 * operator may make the pods, and in the cluster's own namespaces.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service
 */
export const serviceSelectsPods: Rule = {
  name: 'service-selects-pods',
  severity: 'error',
  description: 'The selector of a Service chooses pods of the program, in its namespace.',
  *check(graph) {
    for (const selection of graph.selections) {
      const { from, field, use, requirements } = selection;
      const { namespace = 'default' } = from;
      if (use !== 'service' || !requirements || isSystem(namespace)) continue;
      const { items, isOpen } = podsChosen(graph, selection);
      if (items.length > 0 || isOpen) continue;
      const here = graph.podsIn(namespace);
      const hint = didYouMeanLabel(
        requirements,
        here.map(({ labels }) => labels),
      );
      yield {
        object: from,
        field,
        message: `${describe(from.manifest)} selects pods by ${wanted(requirements)}, and no pod of namespace "${namespace}" has that: ${listOf(here)}${hint}`,
        fix: 'select labels that the pods have, in the namespace that they are in',
      };
    }
  },
};
