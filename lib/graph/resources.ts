import { type Graph, type GraphObject, groupBy } from './graph';
import { isObject, kindOf, valueAt } from './manifest';
import type { Pods } from './pods';
import { compare, plus, type Quantity, quantityOf } from './quantity';

/** How much of what: `cpu`, `memory`, `nvidia.com/gpu`, … */
export type Amounts = ReadonlyMap<string, Quantity>;

/** What a container or a pod asks for, and what it may not go beyond. */
export interface Resources {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

export interface ContainerResources extends Resources {
  /** What it says itself, without what a LimitRange gives it. */
  readonly own: Resources;
  /** Where the container stands, as in `spec.template.spec.containers[0]`. */
  readonly path: string;
  readonly name: string;
}

/** What the pods of one object ask for, each of them, once the API server has filled in the defaults. */
export interface PodResources {
  readonly pods: Pods;
  /** Init containers first. */
  readonly containers: readonly ContainerResources[];
  /** What `spec.resources` says; undefined where it says nothing of what a pod can have as a whole. */
  readonly whole: Resources | undefined;
  /** Of all containers together, by what they say themselves. */
  readonly parts: Resources;
  /** What the pod needs: as it says itself, or else of all its containers together. */
  readonly sum: Resources;
  /** The same with the overhead of its RuntimeClass: what the scheduler and quotas count. */
  readonly total: Resources;
  /** As named by the pod, or by the class that is for every pod. */
  readonly priorityClass: string | undefined;
}

/** One entry of a LimitRange, with the defaults that follow from its bounds. */
export interface Limit {
  readonly object: GraphObject;
  readonly type: string;
  readonly min: Amounts;
  readonly max: Amounts;
  readonly maxLimitRequestRatio: Amounts;
  readonly defaults: Resources;
}

/** The amounts of a list such as `{ cpu: '100m' }`; those that are none are left out. */
export function amountsOf(list: unknown): Amounts {
  if (!isObject(list)) return new Map();
  return new Map(
    Object.entries(list).flatMap(([name, value]) => {
      const quantity = quantityOf(value);
      return quantity ? [[name, quantity] as const] : [];
    }),
  );
}

export function resourcesOf(resources: unknown): Resources {
  return {
    requests: amountsOf(valueAt(resources, 'requests')),
    limits: amountsOf(valueAt(resources, 'limits')),
  };
}

/** All of both; an amount that both have is added up. */
export function sumOf(left: Amounts, right: Amounts): Amounts {
  return merged(left, right, plus);
}

/** The larger of what both have, and all that one of them has. */
export function mostOf(left: Amounts, right: Amounts): Amounts {
  return merged(left, right, (one, other) => (compare(one, other) < 0 ? other : one));
}

/** The entries of the LimitRanges of the program, by namespace. */
export function limitsByNamespace(graph: Graph): ReadonlyMap<string | undefined, readonly Limit[]> {
  const all = graph.of('/LimitRange').flatMap((object) => {
    const limits = valueAt(object.manifest, 'spec.limits');
    return (Array.isArray(limits) ? limits : []).map((limit: unknown) => limitOf(object, limit));
  });
  return groupBy(all, ({ object }) => object.namespace);
}

/**
 * A bound is a default too: a container gets the `max` as its limit, and requests its default limit or else
 * the `min`.
 *
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
function limitOf(object: GraphObject, limit: unknown): Limit {
  const amounts = (field: string) => amountsOf(valueAt(limit, field));
  const [min, max] = [amounts('min'), amounts('max')];
  const isForContainers = valueAt(limit, 'type') === 'Container';
  const limits = merged(max, amounts('default'), second);
  const requests = merged(merged(min, limits, second), amounts('defaultRequest'), second);
  return {
    object,
    type: String(valueAt(limit, 'type')),
    min,
    max,
    maxLimitRequestRatio: amounts('maxLimitRequestRatio'),
    defaults: isForContainers ? { requests, limits } : NOTHING,
  };
}

/**
 * What these pods ask for when `limits` hold in their namespace. An init container is done before the others
 * start, unless it restarts always and so runs beside them.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
export function podResourcesOf(
  graph: Graph,
  pods: Pods,
  limits: readonly Limit[] = [],
): PodResources {
  const containers = pods.containers.map(({ path, fields }) => {
    const said = resourcesOf(fields.resources);
    // Before any LimitRange, what has a limit and no request requests its limit.
    const own = { ...said, requests: merged(said.limits, said.requests, second) };
    const given = limits.reduce(withDefaults, own);
    return {
      path,
      name: typeof fields.name === 'string' ? fields.name : '',
      isInit: path.startsWith(`${pods.path}.initContainers`),
      isSidecar: fields.restartPolicy === 'Always',
      own,
      ...given,
    };
  });
  const parts = together(containers.map((each) => ({ ...each, ...each.own })));
  const whole = wholeOf(resourcesOf(pods.spec.resources), parts);
  const all = together(containers);
  const sum = {
    requests: merged(all.requests, whole?.requests ?? NO_AMOUNTS, second),
    limits: merged(all.limits, whole?.limits ?? NO_AMOUNTS, second),
  };
  return {
    pods,
    containers,
    whole,
    parts,
    sum,
    total: withOverhead(sum, overheadOf(graph, pods)),
    priorityClass: priorityClassOf(graph, pods),
  };
}

/** Whether requests and limits of a resource must be the same, since it cannot be given out twice. */
export function isIndivisible(name: string): boolean {
  return name.startsWith('hugepages-') || (name.includes('/') && !name.includes('kubernetes.io/'));
}

/** A ResourceQuota and what it limits. */
export interface Quota {
  readonly object: GraphObject;
  readonly hard: Amounts;
  readonly scopes: readonly Scope[];
}

interface Scope {
  readonly name: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** The ResourceQuotas of the program, by namespace. */
export function quotasByNamespace(graph: Graph): ReadonlyMap<string | undefined, readonly Quota[]> {
  const all = graph.of('/ResourceQuota').map((object): Quota => ({
    object,
    hard: amountsOf(valueAt(object.manifest, 'spec.hard')),
    scopes: [
      ...listOf(valueAt(object.manifest, 'spec.scopes')).map((name) => ({
        name: String(name),
        operator: 'Exists',
        values: [],
      })),
      ...listOf(valueAt(object.manifest, 'spec.scopeSelector.matchExpressions')).map((each) => ({
        name: String(valueAt(each, 'scopeName')),
        operator: String(valueAt(each, 'operator')),
        values: listOf(valueAt(each, 'values')).map(String),
      })),
    ],
  }));
  return groupBy(all, ({ object }) => object.namespace);
}

/**
 * Whether a quota counts these pods.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes
 */
export function isInScope({ scopes }: Quota, resources: PodResources): boolean {
  return scopes.every(({ name, operator, values }) => {
    switch (name) {
      case 'Terminating':
        return isTerminating(resources.pods);
      case 'NotTerminating':
        return !isTerminating(resources.pods);
      case 'BestEffort':
        return isBestEffort(resources);
      case 'NotBestEffort':
        return !isBestEffort(resources);
      case 'PriorityClass':
        return isChosen(resources.priorityClass, operator, values);
      default:
        // The others look at what is not known here, or are not known themselves.
        return false;
    }
  });
}

function isTerminating({ spec }: Pods): boolean {
  return Number(spec.activeDeadlineSeconds ?? -1) >= 0;
}

function isBestEffort({ pods, containers, whole }: PodResources): boolean {
  const counted = isObject(pods.spec.resources) ? (whole ? [whole] : []) : containers;
  return !counted
    .flatMap(({ requests, limits }) => [...requests, ...limits])
    .some(([name, { milli }]) => (name === 'cpu' || name === 'memory') && milli > 0n);
}

function isChosen(value: string | undefined, operator: string, values: readonly string[]): boolean {
  const isListed = value !== undefined && values.includes(value);
  switch (operator) {
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'In':
      return isListed;
    case 'NotIn':
      return !isListed;
    default:
      return false;
  }
}

/** How many pods the HorizontalPodAutoscalers of the program may make of what they scale. */
export type Scales = ReadonlyMap<string, number>;

export function scalesOf(graph: Graph): Scales {
  return new Map(
    graph.of('autoscaling/HorizontalPodAutoscaler').map(({ manifest, namespace }) => {
      const target = valueAt(manifest, 'spec.scaleTargetRef');
      const kind = kindOf({
        apiVersion: String(valueAt(target, 'apiVersion')),
        kind: String(valueAt(target, 'kind')),
      });
      const key = scaleKey(namespace, kind, valueAt(target, 'name'));
      return [key, wholeNumber(valueAt(manifest, 'spec.maxReplicas'), 1)];
    }),
  );
}

/** How many of these pods there are at once, at most, when none is being replaced; a DaemonSet has one on each node. */
export function podCountOf(
  { object: { manifest, namespace }, path }: Pods,
  scales: Scales,
): { readonly count: number; readonly isScaled: boolean } {
  const spec = path.replace(/\.template\.spec$/, '');
  const exactly = (count: number) => ({ count, isScaled: false });
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
      const most = scales.get(scaleKey(namespace, kindOf(manifest), manifest.metadata.name)) ?? 0;
      // An autoscaler leaves alone what is scaled to none.
      return replicas > 0 && most > replicas ? { count: most, isScaled: true } : exactly(replicas);
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

function scaleKey(namespace: string | undefined, kind: string, name: unknown): string {
  return `${namespace ?? ''}\n${kind}\n${String(name)}`;
}

function wholeNumber(value: unknown, otherwise: number): number {
  const number = Number(value ?? otherwise);
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
}

const NO_AMOUNTS: Amounts = new Map();
const NOTHING: Resources = { requests: NO_AMOUNTS, limits: NO_AMOUNTS };

const second = <T>(_: T, value: T) => value;

function merged(
  left: Amounts,
  right: Amounts,
  both: (left: Quantity, right: Quantity) => Quantity,
): Amounts {
  const result = new Map(left);
  for (const [name, quantity] of right) {
    const there = result.get(name);
    result.set(name, there ? both(there, quantity) : quantity);
  }
  return result;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function withDefaults({ requests, limits }: Resources, { defaults }: Limit): Resources {
  return {
    requests: merged(defaults.requests, requests, second),
    limits: merged(defaults.limits, limits, second),
  };
}

interface Part extends Resources {
  readonly isInit: boolean;
  readonly isSidecar: boolean;
}

function together(parts: readonly Part[]): Resources {
  const of = (list: 'requests' | 'limits') => {
    let running = NO_AMOUNTS;
    let sidecars = NO_AMOUNTS;
    let starting = NO_AMOUNTS;
    for (const part of parts) {
      if (!part.isInit || part.isSidecar) running = sumOf(running, part[list]);
      if (!part.isInit) continue;
      const beside = sumOf(sidecars, part[list]);
      if (part.isSidecar) sidecars = beside;
      starting = mostOf(starting, beside);
    }
    return mostOf(running, starting);
  };
  return { requests: of('requests'), limits: of('limits') };
}

/**
 * A pod with limits of its own requests what its containers do together, or else those limits.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-level-resources/
 */
function wholeOf(said: Resources, parts: Resources): Resources | undefined {
  const isForPods = (name: string) =>
    name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');
  const only = (amounts: Amounts) => new Map([...amounts].filter(([name]) => isForPods(name)));
  const [requests, limits] = [only(said.requests), only(said.limits)];
  if (requests.size + limits.size === 0) return undefined;
  if (limits.size === 0) return { requests, limits };
  const ofParts = [...only(parts.requests)].filter(([name]) => !isIndivisible(name));
  return { requests: new Map([...limits, ...ofParts, ...requests]), limits };
}

function overheadOf(graph: Graph, { spec }: Pods): Amounts {
  const name = spec.runtimeClassName;
  const found =
    typeof name === 'string'
      ? graph.find({ kind: 'node.k8s.io/RuntimeClass', namespace: undefined, name })
      : undefined;
  return amountsOf(found ? valueAt(found.manifest, 'overhead.podFixed') : spec.overhead);
}

/** A limit that is not set stays so. */
function withOverhead({ requests, limits }: Resources, overhead: Amounts): Resources {
  const limited = [...overhead].filter(([name]) => (limits.get(name)?.milli ?? 0n) !== 0n);
  return { requests: sumOf(requests, overhead), limits: sumOf(limits, new Map(limited)) };
}

function priorityClassOf(graph: Graph, { spec }: Pods): string | undefined {
  if (typeof spec.priorityClassName === 'string' && spec.priorityClassName !== '')
    return spec.priorityClassName;
  const classes = graph.of('scheduling.k8s.io/PriorityClass');
  return classes.find(({ manifest }) => manifest.globalDefault === true)?.manifest.metadata.name;
}
