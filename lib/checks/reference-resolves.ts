import type { Rule } from '../check';
import { describe, describeTarget, type Graph, type GraphObject, groupBy } from '../graph/graph';
import { isBuiltIn, kindOf } from '../graph/manifest';
import { mayBeMade } from '../graph/makers';
import { declaring } from '../graph/declaring';
import { knownNames } from '../graph/known';
import { didYouMean, nearest, patient } from '../graph/nearest';
import { isClass, type Target } from '../graph/references';

/**
 * What an object refers to by its name exists, in the namespace that is meant: the program makes it,
 * every cluster has it, or it is declared as external. Each missing object is told once for each that refers to it.
 *
 * Of YAML whose surroundings nobody has declared, what is probably made elsewhere is not judged: in a namespace where the program has nothing, of a kind that only others define, or by a program when it
 * runs; unless the program has one of nearly that name, or of that name in another namespace.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */
export const referenceResolves: Rule = {
  name: 'reference-resolves',
  severity: 'error',
  description: 'What an object refers to by its name exists, in the namespace that is meant.',
  *check(graph) {
    const namesakes = groupBy(graph.objects, ({ manifest }) => manifest.metadata.name);
    const isElsewhere = elsewhere(graph);
    const nearName = nearNames(graph);
    const told = new Map<GraphObject, Set<string>>();
    for (const { from, field, to, optional } of graph.references) {
      if (optional || to.key !== undefined || to.port !== undefined || isClass(to.kind)) continue;
      // Namespaces of other programs often have nearly the same names.
      if (to.kind === '/Namespace' && !graph.knowsOutside && !isNearlyKnown(to)) continue;
      if (graph.find(to) ?? graph.outside(to)) continue;
      const same = namesakes.get(to.name) ?? [];
      if (isOthers(to.kind) && same.some((each) => saysNoNamespace(each, to))) continue;
      const hint = hintAt(to, same, nearName);
      if (hint === '' && !graph.knowsOutside && isElsewhere(to)) continue;
      if (told.get(from)?.has(keyOf(to)) === true) continue;
      told.set(from, (told.get(from) ?? new Set()).add(keyOf(to)));
      yield {
        object: from,
        field,
        message: `${describe(from.manifest)} refers to ${describeTarget(to)} in ${field}, and nothing makes it${hint}`,
        fix: `correct the name or the namespace, make the object, or ${declaring(graph, to)}`,
      };
    }
  },
};

function isNearlyKnown({ kind, namespace, name }: Target): boolean {
  return nearest(name, knownNames(kind, namespace)) !== undefined;
}

function keyOf({ kind, namespace, name }: Target): string {
  return `${kind} ${namespace ?? ''} ${name}`;
}

/** Whether what nothing in the program makes may well be made by others. */
function elsewhere(graph: Graph): (target: Target) => boolean {
  const inhabited = new Set(graph.objects.map(({ namespace }) => namespace));
  for (const name of graph.namespaces.keys()) inhabited.add(name);
  const isMade = mayBeMade(graph);
  return (target) =>
    !inhabited.has(target.namespace) ||
    (isOthers(target.kind) &&
      !graph.definitionOf(target.kind) &&
      graph.of(target.kind).length === 0) ||
    isMade(target);
}

/** Whether objects of this kind come from another program: snapshots too are taken and not written. */
function isOthers(kind: string): boolean {
  const group = kind.replace(/\/.*$/, '');
  return (
    group.startsWith('snapshot.') || !isBuiltIn({ apiVersion: `${group}/`, kind, metadata: {} })
  );
}

/** Whether `object` is what is meant but for its namespace: a custom kind may belong to the whole cluster. */
function saysNoNamespace({ manifest }: GraphObject, { kind }: Target): boolean {
  return kindOf(manifest) === kind && manifest.metadata.namespace === undefined;
}

/** Kinds that are taken for one another. */
const alike = [
  ['/ConfigMap', '/Secret'],
  ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet'],
  ['rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/ClusterRole'],
  ['cert-manager.io/Issuer', 'cert-manager.io/ClusterIssuer'],
];

function hintAt(
  to: Target,
  same: readonly GraphObject[],
  nearName: (to: Target) => string,
): string {
  const namesake = same.find(({ manifest }) => kindOf(manifest) === to.kind);
  if (namesake) return `: there is one in namespace "${namesake.namespace ?? ''}"`;
  const kinds = alike.find((each) => each.includes(to.kind)) ?? [];
  const other = same.find(
    ({ manifest, namespace }) =>
      kinds.includes(kindOf(manifest)) &&
      (manifest.metadata.namespace === undefined || [undefined, namespace].includes(to.namespace)),
  );
  if (other) return `: there is a ${other.manifest.kind} of that name`;
  return nearName(to);
}

/** What may have been meant by a name that is not there; asked once for all that refer to it. */
function nearNames(graph: Graph): (to: Target) => string {
  const ask = patient(didYouMean);
  const names = new Map<string, Map<string | undefined, string[]>>();
  const hints = new Map<string, string>();
  return (to) => {
    const { kind, namespace, name } = to;
    const known = names.get(kind) ?? namesByNamespace(graph, kind);
    names.set(kind, known);
    const there = [...(known.get(namespace) ?? []), ...knownNames(kind, namespace)];
    const hint = hints.get(keyOf(to)) ?? ask(name, there);
    hints.set(keyOf(to), hint);
    return hint;
  };
}

function namesByNamespace(graph: Graph, kind: string): Map<string | undefined, string[]> {
  const groups = groupBy(graph.of(kind), ({ namespace }) => namespace);
  return new Map(
    [...groups].map(([namespace, objects]) => [
      namespace,
      objects.map(({ manifest }) => manifest.metadata.name ?? ''),
    ]),
  );
}
