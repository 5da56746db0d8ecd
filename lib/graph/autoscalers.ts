import type { Graph, GraphObject } from './graph';
import { isObject, kindOf, valueAt } from './manifest';
import type { Target } from './references';
import { listAt } from './selections';

/** What changes the number of pods of a workload, or their resources. */
export interface Autoscaler {
  readonly object: GraphObject;
  /** Where it names its target. */
  readonly field: string;
  readonly target: Omit<Target, 'key' | 'port'>;
  /** The fewest pods; undefined for one that changes no number. */
  readonly least: number | undefined;
  /** The resources that it sets, of which `cpu` and `memory` are known; empty for one that sets none. */
  readonly sets: ReadonlySet<string>;
  /** The resources by whose use it scales. */
  readonly follows: readonly Followed[];
}

/** A metric that needs the requests of containers. */
export interface Followed {
  /** Where it stands, as in `spec.metrics[0].resource`. */
  readonly field: string;
  readonly resource: string;
  /** Undefined for all of the pod. */
  readonly container: string | undefined;
  /** Whether it is measured in percent of the request. */
  readonly isRelative: boolean;
}

const HPA = 'autoscaling/HorizontalPodAutoscaler';
const VPA = 'autoscaling.k8s.io/VerticalPodAutoscaler';
const KEDA = 'keda.sh/ScaledObject';

/** Every autoscaler of the program. */
export function autoscalersOf(graph: Graph): readonly Autoscaler[] {
  return graph.of(HPA, VPA, KEDA).flatMap((object) => {
    const kind = kindOf(object.manifest);
    const field = kind === VPA ? 'spec.targetRef' : 'spec.scaleTargetRef';
    const reference = valueAt(object.manifest, field);
    if (!isObject(reference) || typeof reference.name !== 'string') return [];
    // KEDA takes a Deployment when nothing else is said.
    const { apiVersion = 'apps/v1', kind: targetKind = 'Deployment', name } = reference;
    const target = {
      kind: kindOf({ apiVersion: String(apiVersion), kind: String(targetKind) }),
      namespace: object.namespace,
      name,
    };
    const number = (path: string, otherwise: number) =>
      Number(valueAt(object.manifest, path) ?? otherwise);
    const least =
      kind === HPA
        ? number('spec.minReplicas', 1)
        : kind === KEDA
          ? number('spec.minReplicaCount', 0)
          : undefined;
    const sets = kind === VPA ? setBy(object) : new Set<string>();
    return { object, field, target, least, sets, follows: kind === HPA ? followedBy(object) : [] };
  });
}

/** What an autoscaler is for, as a key: two of the same key have one target. */
export function keyOf({ target: { kind, namespace, name } }: Autoscaler): string {
  return `${kind}\n${namespace ?? ''}\n${name}`;
}

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

/** @see https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/api.md */
function setBy({ manifest }: GraphObject): ReadonlySet<string> {
  if (valueAt(manifest, 'spec.updatePolicy.updateMode') === 'Off') return new Set();
  const policies = listAt(manifest, 'spec.resourcePolicy.containerPolicies');
  if (policies.length === 0) return new Set(['cpu', 'memory']);
  return new Set(
    policies.flatMap(({ mode, controlledResources }) => {
      if (mode === 'Off') return [];
      return Array.isArray(controlledResources)
        ? controlledResources.map(String)
        : ['cpu', 'memory'];
    }),
  );
}

/** @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-resource-metrics */
function followedBy({ manifest }: GraphObject): readonly Followed[] {
  const metrics = listAt(manifest, 'spec.metrics');
  if (metrics.length === 0) {
    if (manifest.metadata.annotations?.['autoscaling.alpha.kubernetes.io/metrics']) return [];
    // The first version of the API knows only this one, and every version has it as its default.
    const field = 'spec.targetCPUUtilizationPercentage';
    const isSaid = valueAt(manifest, field) !== undefined;
    return [
      {
        field: isSaid ? field : 'spec',
        resource: 'cpu',
        container: undefined,
        isRelative: true,
      },
    ];
  }
  return metrics.flatMap(({ resource, containerResource }, index): Followed[] => {
    const source = isObject(resource) ? resource : containerResource;
    if (!isObject(source) || typeof source.name !== 'string') return [];
    const target = isObject(source.target) ? source.target : {};
    return [
      {
        field: `spec.metrics[${index}].${source === resource ? 'resource' : 'containerResource'}`,
        resource: source.name,
        container: source === resource ? undefined : String(source.container),
        isRelative:
          target.type === 'Utilization' ||
          (target.averageUtilization ?? source.targetAverageUtilization) !== undefined,
      },
    ];
  });
}
