import type { Rule } from '../check';
import { describe, type Graph } from '../graph/graph';
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
      // The first two are enough: one of them is another workload.
      const other = select(selection).find(({ object }) => object !== from);
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

/** At most two workloads that a selection chooses, asked once for every selector of the same text. */
function remembering(graph: Graph): (selection: Selection) => readonly Pods[] {
  const known = new Map<string, readonly Pods[]>();
  return ({ from, requirements = [] }) => {
    const key = `${from.namespace ?? ''}\n${wanted(requirements)}`;
    const chosen =
      known.get(key) ??
      graph
        .select(from.namespace, requirements)
        .filter(({ object }) => owners.has(object.manifest.kind))
        .slice(0, 2);
    known.set(key, chosen);
    return chosen;
  };
}
