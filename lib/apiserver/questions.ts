import { type Graph, type GraphObject, targetOf } from '../graph/graph';
import { type Manifest, namespaceOf } from '../graph/manifest';
import type { Part } from './files';
import type { Request } from './protocol';
import type { Requests } from './requests';

/** What is asked about one object. */
export interface Question {
  readonly object: GraphObject;
  /** What can judge it. */
  readonly part: Part;
  /** Whether it may be made. */
  readonly create: Request;
  /** Whether it may take the place of what the last output has. */
  readonly change?: Request;
}

/**
 * What is asked about the objects of a graph.
 *
 * @param before the objects of the last output
 */
export function questionsOf(
  graph: Graph,
  requests: Requests,
  before: readonly Manifest[],
): Question[] {
  const old = new Map(
    before.map((manifest) => {
      const object = { manifest, namespace: namespaceOf(manifest), origin: undefined, file: '' };
      return [placeOf(object), object] as const;
    }),
  );
  const again = graph.duplicates.map(([, object]) => object);
  return [...graph.objects, ...again].map((object) => {
    const create = requests.of(object);
    const known = old.size === 0 ? undefined : old.get(placeOf(object));
    const change = known && requests.of(object, known);
    const isChanged = change !== undefined && change.old !== change.object;
    return { object, part: requests.partFor(object), create, ...(isChanged && { change }) };
  });
}

function placeOf(object: GraphObject): string {
  const { kind, namespace, name } = targetOf(object);
  return `${kind}\n${namespace ?? ''}\n${name}`;
}
