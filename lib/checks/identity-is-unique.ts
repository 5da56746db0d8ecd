import { describe, type GraphObject } from '../graph/graph';
import type { Rule } from '../check';

/**
 * No two objects share group, kind, namespace and name: the second would overwrite the first.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export const identityIsUnique: Rule = {
  name: 'identity-is-unique',
  severity: 'error',
  description: 'No two objects share group, kind, namespace and name.',
  *check({ duplicates }) {
    for (const [first, again] of duplicates) {
      const [place, here] = [first, again].map(placeOf);
      yield {
        object: again,
        message: `${describe(again.manifest)} is made twice: ${place === here ? 'by this line, run more than once' : `first at ${place ?? ''}, and again here`}`,
        fix: 'give one of the two another name or namespace, or remove it',
      };
    }
  },
};

function placeOf({ origin }: GraphObject): string {
  return origin ? `${origin.file}:${origin.line}:${origin.column}` : 'another place';
}
