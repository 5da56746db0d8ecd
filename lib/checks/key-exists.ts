import type { Rule } from '../check';
import { describe, describeTarget, type Graph, show } from '../graph/graph';
import { isObject, type Manifest } from '../graph/manifest';
import { didYouMean, nearest } from '../graph/nearest';
import type { Target } from '../graph/references';

/**
 * The key of a ConfigMap or Secret that a container reads, or that an Ingress needs, is in it. An optional one
 * may be missing, unless one letter makes it one that is there. A ConfigMap or Secret without any data is filled by somebody else, so it is not judged.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/
 */
export const keyExists: Rule = {
  name: 'key-exists',
  severity: 'error',
  description: 'The key of a ConfigMap or Secret that an object reads is in it.',
  *check(graph) {
    for (const { from, field, to, optional } of graph.references) {
      if (to.key === undefined) continue;
      const keys = keysOf(graph, to);
      if (!keys || keys.includes(to.key)) continue;
      // What is optional may be missing, but not by one wrong letter.
      if (optional && nearest(to.key, keys, 1) === undefined) continue;
      const there = keys.map(show).join(', ') || 'no key';
      yield {
        object: from,
        field,
        message: `${describe(from.manifest)} reads the key ${show(to.key)} of ${describeTarget(to)} in ${field}, which has ${there}${didYouMean(to.key, keys)}`,
        fix: 'correct the key, or add it to the data',
      };
    }
  },
};

/** The keys of what `target` means; undefined when it is not there or its keys are not known. */
function keysOf(graph: Graph, target: Target): readonly string[] | undefined {
  const object = graph.find(target);
  return object ? keysIn(object.manifest) : graph.outside(target)?.keys;
}

function keysIn({ data, binaryData, stringData, type }: Manifest): readonly string[] | undefined {
  const maps = [data, binaryData, stringData].filter(isObject);
  if (maps.length === 0 || type === 'kubernetes.io/service-account-token') return undefined;
  return maps.flatMap((map) => Object.keys(map));
}
