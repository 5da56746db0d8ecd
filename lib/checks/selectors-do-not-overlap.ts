import type { Rule } from '../check';
import { describe, type Graph, type GraphObject } from '../graph/graph';
import type { Pods } from '../graph/pods';
import type { Selection } from '../graph/selections';
import { textOf, wanted } from '../graph/selector';

/**
 * The selector of a workload chooses the pods of that workload and of no other one. Each takes the pods of
 * the other for its own where it counts, scales or adopts by labels.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector
 */
export const selectorsDoNotOverlap: Rule = {
  name: 'selectors-do-not-overlap',
  severity: 'error',
  description: 'The selector of a workload chooses the pods of no other workload.',
  *check(graph) {
    const select = remembering(graph);
    const told = new Set<unknown>();
    for (const selection of graph.selections) {
      const { from, field, use, requirements } = selection;
      if (use !== 'workload' || !requirements || requirements.length === 0) continue;
      const other = select(selection).find(({ object }) => !isSame(object, from));
      if (!other || told.has(other.object)) continue;
      told.add(from);
      yield {
        object: from,
        field,
        message: `${describe(from.manifest)} selects pods by ${wanted(requirements)}, which chooses those of ${describe(other.object.manifest)} as well: they have ${textOf(other.labels)}`,
        fix: 'add a label to the selector and the template that only its own pods have, such as app.kubernetes.io/component',
      };
    }
  },
};

const owners = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'ReplicationController',
]);

/** Whether both are one, perhaps made twice, which is another mistake. */
function isSame(one: GraphObject, other: GraphObject): boolean {
  const { kind, metadata } = one.manifest;
  return (
    one === other ||
    (kind === other.manifest.kind && metadata.name === other.manifest.metadata.name)
  );
}

/** At most three workloads that a selection chooses, asked once for every selector of the same text. */
function remembering(graph: Graph): (selection: Selection) => readonly Pods[] {
  const known = new Map<string, readonly Pods[]>();
  return ({ from, requirements = [] }) => {
    const key = `${from.namespace ?? ''}\n${wanted(requirements)}`;
    const chosen =
      known.get(key) ??
      graph
        .select(from.namespace, requirements)
        .filter(({ object }) => owners.has(object.manifest.kind))
        .slice(0, 3);
    known.set(key, chosen);
    return chosen;
  };
}
