import type { Rule } from '../check';
import { describe, type Graph } from '../graph/graph';
import { patient } from '../graph/nearest';
import { meets } from '../graph/pods';
import { isSystem, textOfPods, podsChosen, type Selection } from '../graph/selections';
import { didYouMeanLabel, wanted } from '../graph/selector';

/**
 * The selector of a Service chooses pods of the program, in the namespace of the Service. Silent where an
 * operator may make the pods, and in the cluster's own namespaces unless a pod of the program nearly fits.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service
 */
export const serviceSelectsPods: Rule = {
  name: 'service-selects-pods',
  severity: 'error',
  description: 'The selector of a Service chooses pods of the program, in its namespace.',
  *check(graph) {
    const nearLabel = patient(didYouMeanLabel);
    for (const selection of graph.selections) {
      const { from, field, use, requirements } = selection;
      const { namespace = 'default' } = from;
      if (use !== 'service' || !requirements) continue;
      const { items, isOpen } = podsChosen(graph, selection);
      if (items.length > 0) continue;
      const here = graph.podsIn(namespace);
      const hint = nearLabel(
        requirements,
        here.map(({ labels }) => labels),
      );
      if (mayBeOthers(graph, selection, isOpen, hint)) continue;
      yield {
        object: from,
        field,
        message: `${describe(from.manifest)} selects pods by ${wanted(requirements)}, and no pod of namespace "${namespace}" has that: ${textOfPods(here)}${hint}`,
        fix: 'select labels that the pods have, in the namespace that they are in',
      };
    }
  },
};

/**
 * Whether pods that the program does not make may be meant. In the cluster's own namespaces they always may, unless
 * a pod of the program there has one of the labels, or one that is nearly it.
 */
export function mayBeOthers(
  graph: Graph,
  { from, requirements }: Selection,
  isOpen: boolean,
  hint: string,
): boolean {
  const { namespace = 'default' } = from;
  if (!isSystem(namespace)) return isOpen;
  const here = graph.podsIn(namespace);
  return hint === '' && !requirements?.some((each) => here.some((pods) => meets(pods, each)));
}
