import { type Autoscaler, autoscalersOf } from './autoscalers';
import type { Graph, GraphObject } from './graph';
import { kindOf, valueAt } from './manifest';
import type { Pods } from './pods';

/** Kinds whose pods are counted by `spec.replicas`. */
const replicated = new Set([
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  '/ReplicationController',
]);

/** The fewest pods that each workload has, by itself or by its autoscaler; only those that can be counted. */
export function leastReplicas(graph: Graph): ReadonlyMap<GraphObject, number> {
  const counted = new Map<GraphObject, number>();
  for (const { object } of graph.pods) {
    if (kindOf(object.manifest) === '/Pod') counted.set(object, 1);
    if (!replicated.has(kindOf(object.manifest))) continue;
    const replicas = valueAt(object.manifest, 'spec.replicas') ?? 1;
    if (typeof replicas === 'number') counted.set(object, replicas);
  }
  for (const { least, target } of autoscalersOf(graph)) {
    const scaled = graph.find(target);
    if (scaled && least !== undefined && counted.has(scaled)) counted.set(scaled, least);
  }
  return counted;
}

/** The autoscaler that says how many pods there are of each workload at the most. */
export type Scales = ReadonlyMap<GraphObject, Autoscaler>;

export function scalesOf(graph: Graph): Scales {
  return new Map(
    autoscalersOf(graph).flatMap((scaler) => {
      const scaled = scaler.most && graph.find(scaler.target);
      return scaled ? [[scaled, scaler] as const] : [];
    }),
  );
}

export interface PodCount {
  readonly count: number;
  /** The field of an autoscaler that says so, as in `maxReplicas`; undefined where the object itself does. */
  readonly scaledBy?: string;
}

/** How many of these pods there are at once, at most, when none is being replaced; a DaemonSet has one on each node. */
export function podCountOf({ object, path }: Pods, scales: Scales): PodCount {
  const { manifest } = object;
  const spec = path.replace(/\.template\.spec$/, '');
  const exactly = (count: number) => ({ count });
  switch (manifest.kind) {
    case 'Pod':
    case 'DaemonSet':
      return exactly(1);
    case 'Job':
    case 'CronJob': {
      if (valueAt(manifest, 'spec.suspend') === true) return exactly(0);
      const parallel = wholeNumber(valueAt(manifest, `${spec}.parallelism`), 1);
      const completions = wholeNumber(valueAt(manifest, `${spec}.completions`), parallel);
      return exactly(Math.min(parallel, completions));
    }
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'ReplicationController': {
      const replicas = wholeNumber(valueAt(manifest, `${spec}.replicas`), 1);
      const { most, startsFromNone } = scales.get(object) ?? {};
      return most && most.count > replicas && (replicas > 0 || startsFromNone)
        ? { count: most.count, scaledBy: most.field }
        : exactly(replicas);
    }
    default:
      return exactly(0);
  }
}

/**
 * Whether an update of `count` pods of a Deployment starts a new one before it may stop one, and waits until
 * it can. Both are a quarter by default: what may be added is rounded up, what may be missing down.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
 */
export function addsBeforeRemoving({ object: { manifest } }: Pods, count: number): boolean {
  if (manifest.kind !== 'Deployment' || valueAt(manifest, 'spec.strategy.type') === 'Recreate')
    return false;
  const part = (field: string, round: (value: number) => number) => {
    const value = valueAt(manifest, `spec.strategy.rollingUpdate.${field}`) ?? '25%';
    const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
    return percent === undefined ? Number(value) : round((count * Number(percent)) / 100);
  };
  return part('maxUnavailable', Math.floor) === 0 && part('maxSurge', Math.ceil) > 0;
}

function wholeNumber(value: unknown, otherwise: number): number {
  const number = Number(value ?? otherwise);
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
}
