import { describe, type GraphObject } from '../graph/graph';
import { kindOf } from '../graph/manifest';
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
  *check({ objects }) {
    const first = new Map<string, GraphObject>();
    for (const object of objects) {
      const key = identity(object);
      const other = first.get(key);
      if (!other) {
        first.set(key, object);
        continue;
      }
      const [place, here] = [other, object].map(placeOf);
      yield {
        object,
        message: `${describe(object.manifest)} is made twice: ${place === here ? 'by this line, run more than once' : `first at ${place ?? ''}, and again here`}`,
        fix: 'give one of the two another name or namespace, or remove it',
      };
    }
  },
};

function placeOf({ origin }: GraphObject): string {
  return origin ? `${origin.file}:${origin.line}:${origin.column}` : 'another place';
}

/** The version is left out: apps/v1 and apps/v1beta1 are two views of one stored object. */
function identity({ manifest, namespace }: GraphObject): string {
  return JSON.stringify([kindOf(manifest), namespace, manifest.metadata.name]);
}
