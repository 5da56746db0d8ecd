import type { Rule } from '../check';
import { describe } from '../graph/graph';
import { isOurs, textOfPods, placesOf, podsChosen } from '../graph/selections';
import { didYouMeanLabel, wanted } from '../graph/selector';

/**
 * The pods beside which a pod must run exist: those that the program makes, or the first of its own kind.
 * Otherwise it stays Pending for ever.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity
 */
export const affinitySelectsPods: Rule = {
  name: 'affinity-selects-pods',
  severity: 'error',
  description: 'The pods beside which a pod must run exist.',
  *check(graph) {
    for (const selection of graph.selections) {
      const { from, field, use, requirements, scope } = selection;
      if (use !== 'affinity' || !scope.names.every((name) => isOurs(graph, name))) continue;
      const { items, isOpen } = podsChosen(graph, selection);
      if (items.length > 0 || isOpen) continue;
      const { places } = placesOf(graph, scope, from);
      const here = places.flatMap((place) => graph.podsIn(place));
      const hint = didYouMeanLabel(
        requirements ?? [],
        here.map(({ labels }) => labels),
      );
      yield {
        object: from,
        field,
        message: `${describe(from.manifest)} must run beside pods with ${requirements ? wanted(requirements) : 'no selector, so none,'} of ${places.map((place) => `namespace "${place}"`).join(', ') || 'no namespace'}, and there is none: it stays Pending; there are ${textOfPods(here)}${hint}`,
        fix: 'select labels that the other pods have, and their namespace with `namespaces`',
      };
    }
  },
};
