import type { Graph, GraphObject } from './graph';
import { isObject, kindOf, listAt, valueAt } from './manifest';
import type { Target } from './references';
import { kept } from './remembered';

/** What changes the number of pods of a workload, or their resources. */
export interface Autoscaler {
  readonly object: GraphObject;
  /** Where it names its target. */
  readonly field: string;
  readonly target: Omit<Target, 'key' | 'port'>;
  /** The fewest pods; undefined for one that changes no number. */
  readonly least: number | undefined;
  /** The most pods, and the field of its spec that says so; undefined where none does. */
  readonly most: { readonly field: string; readonly count: number } | undefined;
  /** Whether it also scales what has no pods. */
  readonly startsFromNone: boolean;
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

interface Fields {
  readonly target: string;
  /** Undefined for one that changes no number. */
  readonly least?: { readonly field: string; readonly otherwise: number };
  readonly most?: string;
}

const HPA = 'autoscaling/HorizontalPodAutoscaler';
const VPA = 'autoscaling.k8s.io/VerticalPodAutoscaler';
/** @see https://keda.sh/docs/latest/reference/scaledobject-spec/ */
const KEDA = 'keda.sh/ScaledObject';

const kinds: Readonly<Record<string, Fields>> = {
  [HPA]: {
    target: 'spec.scaleTargetRef',
    least: { field: 'spec.minReplicas', otherwise: 1 },
    most: 'maxReplicas',
  },
  [VPA]: { target: 'spec.targetRef' },
  [KEDA]: {
    target: 'spec.scaleTargetRef',
    least: { field: 'spec.minReplicaCount', otherwise: 0 },
    most: 'maxReplicaCount',
  },
};

/** Every autoscaler of the program. */
export const autoscalersOf = kept((graph: Graph): readonly Autoscaler[] =>
  Object.entries(kinds).flatMap(([kind, { target: field, least, most }]) =>
    graph.of(kind).flatMap((object) => {
      const reference = valueAt(object.manifest, field);
      if (!isObject(reference) || typeof reference.name !== 'string') return [];
      // KEDA takes a Deployment when nothing else is said.
      const { apiVersion = 'apps/v1', kind: targetKind = 'Deployment', name } = reference;
      return [
        {
          object,
          field,
          target: {
            kind: kindOf({ apiVersion: String(apiVersion), kind: String(targetKind) }),
            namespace: object.namespace,
            name,
          },
          least: least && Number(valueAt(object.manifest, least.field) ?? least.otherwise),
          most: mostBy(object, most),
          startsFromNone: kind === KEDA,
          sets: kind === VPA ? setBy(object) : new Set<string>(),
          follows: kind === HPA ? followedBy(object) : [],
        },
      ];
    }),
  ),
);

function mostBy({ manifest }: GraphObject, field = ''): Autoscaler['most'] {
  const count = valueAt(manifest, `spec.${field}`);
  return Number.isSafeInteger(count) ? { field, count: Number(count) } : undefined;
}

/** What an autoscaler is for, as a key: two of the same key have one target. */
export function keyOf({ target: { kind, namespace, name } }: Autoscaler): string {
  return `${kind}\n${namespace ?? ''}\n${name}`;
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
