import type { Rule } from '../check';
import { describe, type GraphObject } from '../graph/graph';
import { isObject, listAt, podOf } from '../graph/manifest';
import { isOurs, textOfPods, podsChosen, type Selection } from '../graph/selections';
import { didYouMeanLabel, requirementsOf, wanted } from '../graph/selector';

/**
 * The pods that a pod must, or would rather, keep away from exist where it says what pods of its own kind would
 * have: mostly those are meant, and with a selector that chooses none of them they may all run on one node.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity
 */
export const antiAffinitySelectsPods: Rule = {
  name: 'anti-affinity-selects-pods',
  severity: 'warning',
  description: 'The pods that a pod keeps away from exist.',
  *check(graph) {
    for (const { object } of graph.pods) {
      const { namespace = 'default' } = object;
      if (!isOurs(graph, namespace)) continue;
      for (const selection of antiAffinitiesOf(object)) {
        const { field, requirements } = selection;
        const { items, isOpen } = podsChosen(graph, selection);
        if (items.length > 0 || isOpen || !meansItself(selection)) continue;
        const here = graph.podsIn(namespace);
        const hint = didYouMeanLabel(
          requirements ?? [],
          here.map(({ labels }) => labels),
        );
        yield {
          object,
          field,
          message: `${describe(object.manifest)} keeps away from pods with ${requirements ? wanted(requirements) : 'no selector, so none,'} in ${field}, and there is none in namespace "${namespace}": ${textOfPods(here)}${hint}`,
          fix: 'select labels that the pods have, mostly those of this template',
        };
      }
    }
  },
};

const scheduling = 'DuringSchedulingIgnoredDuringExecution';

/** Those that look in the namespace of their own pod. */
function antiAffinitiesOf(from: GraphObject): Selection[] {
  const { manifest, namespace = 'default' } = from;
  const path = `${podOf(manifest)?.spec ?? ''}.affinity.podAntiAffinity`;
  const required = listAt(manifest, `${path}.required${scheduling}`).map((term, index) => ({
    term,
    at: `${path}.required${scheduling}[${index}]`,
  }));
  const preferred = listAt(manifest, `${path}.preferred${scheduling}`).map((each, index) => ({
    term: isObject(each.podAffinityTerm) ? each.podAffinityTerm : {},
    at: `${path}.preferred${scheduling}[${index}].podAffinityTerm`,
  }));
  return [...required, ...preferred]
    .filter(({ term: { namespaces, namespaceSelector } }) => !namespaces && !namespaceSelector)
    .map(({ term: { labelSelector }, at }) => ({
      from,
      field: `${at}.labelSelector`,
      use: 'anti-affinity',
      what: 'pods',
      scope: { names: [namespace] },
      requirements: isObject(labelSelector) ? requirementsOf(labelSelector) : undefined,
    }));
}

/** Whether every label that is asked for is one that the pod has itself, be it with another value. */
function meansItself({ from, requirements }: Selection): boolean {
  const labels = podOf(from.manifest)?.labels ?? {};
  return requirements?.every(({ key }) => Object.hasOwn(labels, key)) ?? true;
}
