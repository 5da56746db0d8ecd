import type { Rule } from '../check';
import { describe, type Graph } from '../graph/graph';
import { patient } from '../graph/nearest';
import { rulesOf } from '../graph/policy-rules';
import { isOurs, textOfPods, placesOf, podsChosen, type Selection } from '../graph/selections';
import { didYouMeanLabel, wanted } from '../graph/selector';

/**
 * A peer that a rule of a NetworkPolicy chooses by labels is a pod of the program, unless it may be in a
 * namespace that the program does not make. Beside other peers, one that is not there does no harm: it is
 * told only where its labels look like a slip.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
export const networkPolicyPeerSelectsPods: Rule = {
  name: 'network-policy-peer-selects-pods',
  severity: 'error',
  description: 'A peer that a NetworkPolicy chooses by labels is a pod of the program.',
  *check(graph) {
    const hintFor = patient(didYouMeanLabel);
    for (const object of graph.of('networking.k8s.io/NetworkPolicy')) {
      for (const { peers = [] } of [...rulesOf(object, 'ingress'), ...rulesOf(object, 'egress')]) {
        const empty = peers.filter((peer) => peer !== undefined && isEmpty(graph, peer));
        for (const peer of empty) {
          if (!peer) continue;
          const { field, requirements = [], scope } = peer;
          const { places } = placesOf(graph, scope, object);
          const here = places.flatMap((place) => graph.podsIn(place));
          const hint = hintFor(
            requirements,
            here.map(({ labels }) => labels),
          );
          if (empty.length < peers.length && hint === '') continue;
          const where =
            places.map((place) => `namespace "${place}"`).join(', ') ||
            `a namespace with ${wanted(scope.labels ?? [])}`;
          yield {
            object,
            field,
            message: `${describe(object.manifest)} names as peers the pods of ${where} with ${wanted(requirements)}, and there is no such pod: ${textOfPods(here)}${hint}`,
            fix: 'select labels that the peers have, and their namespace with `namespaceSelector`',
          };
        }
      }
    }
  },
};

function isEmpty(graph: Graph, peer: Selection): boolean {
  if (!peer.scope.names.every((name) => isOurs(graph, name))) return false;
  const { items, isOpen } = podsChosen(graph, peer);
  return items.length === 0 && !isOpen;
}
