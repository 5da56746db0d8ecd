import type { Rule } from '../check';
import { describe, describeTarget, type Graph } from '../graph/graph';
import { valueAt } from '../graph/manifest';
import { didYouMean } from '../graph/nearest';
import { isClass, type Reference } from '../graph/references';

/**
 * A class that is asked for by its name exists: StorageClass, IngressClass, PriorityClass, RuntimeClass, …
 * A claim also finds a PersistentVolume of the same class name, without any StorageClass.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class
 */
export const classExists: Rule = {
  name: 'class-exists',
  severity: 'error',
  description: 'A class that is asked for by its name exists.',
  *check(graph) {
    for (const reference of graph.references) {
      const { from, field, to } = reference;
      if (!isClass(to.kind) || (graph.find(to) ?? graph.outside(to))) continue;
      if (isNameOfVolumes(graph, reference)) continue;
      const names = graph.of(to.kind).map(({ manifest }) => manifest.metadata.name ?? '');
      yield {
        object: from,
        field,
        message: `${describe(from.manifest)} asks for ${describeTarget(to)} in ${field}, and neither the program nor its environment has it${didYouMean(to.name, names)}`,
        fix: 'correct the name, or declare the class as `external` in the environment that has it',
      };
    }
  },
};

function isNameOfVolumes(graph: Graph, { to }: Reference): boolean {
  if (!to.kind.endsWith('/StorageClass')) return false;
  const volumes = graph.of('/PersistentVolume');
  return volumes.some(({ manifest }) => valueAt(manifest, 'spec.storageClassName') === to.name);
}
