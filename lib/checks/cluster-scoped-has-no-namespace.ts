import type { Rule } from '../check';
import { describe, type Graph } from '../graph/graph';
import { isClusterScoped, kindOf, type Manifest, valueAt } from '../graph/manifest';

/**
 * An object that belongs to the whole cluster names no namespace: the API server drops it, and whoever
 * reads the manifest is misled.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#not-all-objects-are-in-a-namespace
 */
export const clusterScopedHasNoNamespace: Rule = {
  name: 'cluster-scoped-has-no-namespace',
  severity: 'warning',
  description: 'An object that belongs to the whole cluster names no namespace.',
  *check(graph) {
    for (const object of graph.objects) {
      const { manifest } = object;
      const { namespace, name = '' } = manifest.metadata;
      if (!namespace || !isForCluster(graph, manifest)) continue;
      yield {
        object,
        field: 'metadata.namespace',
        message: `${describe({ ...manifest, metadata: { name } })} has metadata.namespace "${namespace}", and a ${manifest.kind} belongs to the whole cluster`,
        fix: 'remove metadata.namespace',
      };
    }
  },
};

function isForCluster(graph: Graph, manifest: Manifest): boolean {
  const definition = graph.definitionOf(kindOf(manifest));
  return isClusterScoped(manifest) || valueAt(definition?.manifest, 'spec.scope') === 'Cluster';
}
