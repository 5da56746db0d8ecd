import type { Rule } from '../check';
import { describe, describeTarget, type Graph, groupBy } from '../graph/graph';
import { valueAt } from '../graph/manifest';
import { declaring } from '../graph/declaring';
import { knownNames } from '../graph/known';
import { didYouMean, patient } from '../graph/nearest';
import { isClass, type Target } from '../graph/references';

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
    const asked = groupBy(
      graph.references.filter(({ to }) => isClass(to.kind)),
      ({ to }) => to.kind,
    );
    for (const [kind, references] of asked) {
      const isThere = classesOf(graph, kind);
      const made = graph.of(kind).map(({ manifest }) => manifest.metadata.name ?? '');
      const declared = graph.external.filter((each) => each.kind === kind).map(({ name }) => name);
      const wanted = new Set(references.map(({ to }) => to.name));
      const hasUnused = made.some((name) => !wanted.has(name));
      const nearName = patient(didYouMean);
      for (const { from, field, to, optional } of references) {
        if (optional || isThere(to)) continue;
        const hint = nearName(to.name, [...made, ...declared, ...knownNames(kind, undefined)]);
        if (!graph.knowsOutside && hint === '' && !hasUnused) continue;
        yield {
          object: from,
          field,
          message: `${describe(from.manifest)} asks for ${describeTarget(to)} in ${field}, and neither the program nor its environment has it${hint}`,
          fix: `correct the name, make the class, or ${declaring(graph, to)}`,
        };
      }
    }
  },
};

/** Whether a class of that kind is there, or a volume that goes by its name. */
function classesOf(graph: Graph, kind: string): (target: Target) => boolean {
  const volumes = kind.endsWith('/StorageClass') ? graph.of('/PersistentVolume') : [];
  const names = new Set(volumes.map(({ manifest }) => valueAt(manifest, 'spec.storageClassName')));
  return (target) =>
    (graph.find(target) ?? graph.outside(target)) !== undefined || names.has(target.name);
}
