import { Graph, type GraphObject, groupBy, targetOf } from '../graph/graph';
import type { Target } from '../graph/references';

/** No namespace has this name. */
const NONE = '';

/**
 * The namespace that objects which say none are meant for: the one in which others most often look for
 * them, or they for others, as when a ClusterRoleBinding gives rights to a ServiceAccount of `argocd`.
 *
 * @param objectsIn the objects, those that say no namespace being in the one given
 * @returns undefined where nothing tells
 */
export function inferNamespace(
  objectsIn: (namespace: string) => readonly GraphObject[],
): string | undefined {
  const graph = new Graph(objectsIn(NONE));
  if (!graph.objects.some(({ namespace }) => namespace === NONE)) return undefined;
  const namesakes = groupBy(graph.objects, (object) => nameOf(targetOf(object)));
  const votes = new Map<string, number>();
  const vote = (namespace = NONE) => votes.set(namespace, (votes.get(namespace) ?? 0) + 1);
  const places = groupBy(graph.objects, ({ namespace }) => namespace);
  // One object alone may be there by mistake.
  const isInhabited = (namespace = NONE) =>
    graph.namespaces.has(namespace) || (places.get(namespace) ?? []).length > 1;
  for (const { from, to } of graph.references) {
    if (to.namespace === undefined || graph.find(to)) continue;
    const found = (namesakes.get(nameOf(to)) ?? []).map(({ namespace }) => namespace);
    if (to.namespace !== NONE) {
      if (found.includes(NONE)) vote(to.namespace);
      // What is in several namespaces tells nothing.
    } else if (from.namespace === NONE && found.length === 1 && isInhabited(found[0])) {
      vote(found[0]);
    }
  }
  const [most] = [...votes].toSorted(([, one], [, other]) => other - one);
  return most?.[0];
}

function nameOf({ kind, name }: Pick<Target, 'kind' | 'name'>): string {
  return `${kind}\n${name}`;
}
