import type { Rule } from '../check';
import { declaring } from '../graph/declaring';
import { describe, type GraphObject, groupBy } from '../graph/graph';
import { isBuiltIn } from '../graph/manifest';
import { didYouMean } from '../graph/nearest';

/**
 * The namespace that an object is placed in exists: the program makes it, every cluster has it, or it is
 * declared as external. A program that makes no Namespace at all is not judged; nor, of YAML whose surroundings
 * nobody has declared, a resource that may tell something to an operator in the operator's own namespace.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
 */
export const namespaceExists: Rule = {
  name: 'namespace-exists',
  severity: 'error',
  description: 'The namespace that an object is placed in exists.',
  *check(graph) {
    if (graph.namespaces.size === 0) return;
    // What says none goes where `kubectl apply -n` says.
    const placed = graph.objects.filter(
      ({ manifest }) => manifest.metadata.namespace !== undefined,
    );
    const isJudged = ({ manifest }: GraphObject) => graph.knowsOutside || isBuiltIn(manifest);
    for (const [name, objects] of groupBy(placed, ({ namespace }) => namespace)) {
      const [object, ...others] = objects;
      if (name === undefined || object === undefined || graph.namespaces.has(name)) continue;
      if (graph.outside({ kind: '/Namespace', namespace: undefined, name })) continue;
      const hint = didYouMean(name, graph.namespaces.keys());
      if (hint === '' && !objects.some(isJudged)) continue;
      const more =
        others.length === 0
          ? ' is'
          : ` and ${others.length} more ${others.length === 1 ? 'object' : 'objects'} are`;
      yield {
        object,
        field: 'metadata.namespace',
        message: `${describe(object.manifest)}${more} placed in namespace "${name}", and nothing makes it${hint}`,
        fix: `correct the namespace, make it, or ${declaring(graph, { kind: '/Namespace', namespace: undefined, name })}`,
      };
    }
  },
};
