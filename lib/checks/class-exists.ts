import type { Rule } from '../check';
import { describe, describeTarget, type Graph, targetOf } from '../graph/graph';
import { valueAt } from '../graph/manifest';
import { didYouMean } from '../graph/nearest';
import { isClass } from '../graph/references';

/**
 * A class that is asked for by its name exists: StorageClass, IngressClass, PriorityClass, RuntimeClass, …
 * A claim also finds a PersistentVolume of the same class name, without any StorageClass. Where
 * not all is declared that the cluster has, a name is judged only if it is nearly that of a class of the
 * program, or if the program makes a class that nothing asks for.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class
 */
export const classExists: Rule = {
  name: 'class-exists',
  severity: 'error',
  description: 'A class that is asked for by its name exists.',
  *check(graph) {
    const volumes = new Set(
      graph
        .of('/PersistentVolume')
        .map(({ manifest }) => valueAt(manifest, 'spec.storageClassName')),
    );
    for (const { from, field, to, optional } of graph.references) {
      if (optional || !isClass(to.kind) || (graph.find(to) ?? graph.outside(to))) continue;
      if (to.kind.endsWith('/StorageClass') && volumes.has(to.name)) continue;
      const known = [...graph.of(to.kind).map(targetOf), ...graph.external];
      const names = known.filter(({ kind }) => kind === to.kind).map(({ name }) => name);
      const hint = didYouMean(to.name, names);
      if (!graph.knowsOutside && hint === '' && !hasUnusedClass(graph, to.kind)) continue;
      yield {
        object: from,
        field,
        message: `${describe(from.manifest)} asks for ${describeTarget(to)} in ${field}, and neither the program nor its environment has it${hint}`,
        fix: 'correct the name, or declare the class as `external` in the environment that has it',
      };
    }
  },
};

/** Whether the program makes a class of this kind that nothing asks for. */
function hasUnusedClass(graph: Graph, kind: string): boolean {
  const made = graph.of(kind);
  if (made.length === 0) return false;
  const asked = new Set(
    graph.references.filter(({ to }) => to.kind === kind).map(({ to }) => to.name),
  );
  return made.some(({ manifest }) => !asked.has(manifest.metadata.name ?? ''));
}
