import type { Rule } from '../check';
import { describe, describeTarget, type Graph } from '../graph/graph';
import { isClass, type Target } from '../graph/references';
import { didYouMean } from '../graph/nearest';

/**
 * What an object refers to by its name exists, in the namespace that is meant: the program makes it,
 * every cluster has it, or it is declared as external.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */
export const referenceResolves: Rule = {
  name: 'reference-resolves',
  severity: 'error',
  description: 'What an object refers to by its name exists, in the namespace that is meant.',
  *check(graph) {
    for (const { from, field, to, optional } of graph.references) {
      if (optional || to.key !== undefined || to.port !== undefined || isClass(to.kind)) continue;
      if (graph.find(to) ?? graph.outside(to)) continue;
      yield {
        object: from,
        field,
        message: `${describe(from.manifest)} refers to ${describeTarget(to)} in ${field}, and nothing makes it${hint(graph, to)}`,
        fix: 'correct the name or the namespace, make the object, or declare it as `external`',
      };
    }
  },
};

function hint(graph: Graph, { kind, namespace, name }: Target): string {
  const same = graph.of(kind);
  const elsewhere = same.find((each) => each.manifest.metadata.name === name);
  if (elsewhere) return `: there is one in namespace "${elsewhere.namespace ?? ''}"`;
  const near = same.filter((each) => each.namespace === namespace);
  return didYouMean(
    name,
    near.map(({ manifest }) => manifest.metadata.name ?? ''),
  );
}
