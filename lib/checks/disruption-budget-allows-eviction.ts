import type { Rule } from '../check';
import { autoscalersOf } from '../graph/autoscalers';
import { leastReplicas } from '../graph/replicas';
import { describe, type Graph, type GraphObject, show } from '../graph/graph';
import { valueAt } from '../graph/manifest';
import type { Pods } from '../graph/pods';
import { podsChosen } from '../graph/selections';

/**
 * A PodDisruptionBudget lets at least one of its pods go, when there are as many as there can be: a node whose
 * pods may never be evicted is never drained. A part in percent is rounded up, both of what must stay and of what
 * may go.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#rounding-logic-when-specifying-percentages
 */
export const disruptionBudgetAllowsEviction: Rule = {
  name: 'disruption-budget-allows-eviction',
  severity: 'error',
  description: 'A PodDisruptionBudget lets at least one of its pods be evicted.',
  *check(graph) {
    for (const { object, atMost, total, items } of strictBudgets(graph)) {
      if (atMost === undefined) continue;
      const whose = items[0] ? ` of ${describe(items[0].object.manifest)}` : '';
      const all =
        total === undefined || items.length > 1
          ? ''
          : ` with ${total} replica${total === 1 ? '' : 's'} at the most`;
      yield {
        object,
        field: atMost,
        message: `${describe(object.manifest)} has ${atMost} ${show(valueAt(object.manifest, atMost))}, which lets no pod${whose}${all} be evicted: a node that has one of them is never drained`,
        fix: 'set `maxUnavailable: 1` instead, or run more replicas than must stay',
      };
    }
  },
};

interface StrictBudget {
  readonly object: GraphObject;
  readonly items: readonly Pods[];
  /** How many pods there can be; undefined where some cannot be counted. */
  readonly total: number | undefined;
  /** The field that lets no pod go when there are the fewest. */
  readonly atLeast: string;
  /** The field that lets none go even when there are the most. */
  readonly atMost: string | undefined;
}

/** Every budget that lets no pod go, at least while there are few. */
export function* strictBudgets(graph: Graph): Generator<StrictBudget> {
  const fewest = leastReplicas(graph);
  const most = new Map([...fewest, ...mostReplicas(graph)]);
  for (const selection of graph.selections) {
    const { from: object, use } = selection;
    if (use !== 'disruption-budget') continue;
    const { items, isOpen } = podsChosen(graph, selection);
    if (items.length === 0 && !isOpen) continue;
    const count = (counts: Counts) => (isOpen ? undefined : totalOf(items, counts));
    const atLeast = fieldThatForbids(object, count(fewest));
    if (atLeast === undefined) continue;
    const total = count(most);
    yield { object, items, total, atLeast, atMost: fieldThatForbids(object, total) };
  }
}

type Counts = ReadonlyMap<GraphObject, number>;

/** The most pods that autoscalers make of a workload; KEDA makes a hundred when nothing is said. */
function mostReplicas(graph: Graph): Counts {
  return new Map(
    autoscalersOf(graph).flatMap(({ object, target, least }) => {
      const scaled = least === undefined ? undefined : graph.find(target);
      if (!scaled || least === undefined) return [];
      const isOfKeda = object.manifest.kind === 'ScaledObject';
      const path = isOfKeda ? 'spec.maxReplicaCount' : 'spec.maxReplicas';
      const most = Number(valueAt(object.manifest, path) ?? (isOfKeda ? 100 : least));
      return [[scaled, Number.isNaN(most) ? least : most] as const];
    }),
  );
}

function totalOf(items: readonly Pods[], counts: Counts): number | undefined {
  return items.reduce<number | undefined>((sum, { object }) => {
    const count = counts.get(object);
    return sum === undefined || count === undefined ? undefined : sum + count;
  }, 0);
}

function fieldThatForbids({ manifest }: GraphObject, total: number | undefined) {
  const most = valueAt(manifest, 'spec.maxUnavailable');
  if (most !== undefined && most !== null) {
    return most === 0 || percentOf(most) === 0 ? 'spec.maxUnavailable' : undefined;
  }
  const least = valueAt(manifest, 'spec.minAvailable');
  const percent = percentOf(least);
  if (percent !== undefined && percent >= 100) return 'spec.minAvailable';
  if (total === undefined || total === 0) return undefined;
  const staying = percent === undefined ? least : Math.ceil((percent * total) / 100);
  return typeof staying === 'number' && staying >= total ? 'spec.minAvailable' : undefined;
}

function percentOf(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d+%$/.test(value) ? Number.parseInt(value) : undefined;
}
