import {
  type Amounts,
  amountsOf,
  isIndivisible,
  mostOf,
  NO_AMOUNTS,
  type Resources,
  resourcesOf,
  sumOf,
  withOwn,
} from './amounts';
import type { Graph } from './graph';
import { type Limit, withDefaults } from './limit-ranges';
import { valueAt } from './manifest';
import type { Pods } from './pods';

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
    const own = { ...said, requests: withOwn(said.limits, said.requests) };
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
    requests: withOwn(all.requests, whole?.requests ?? NO_AMOUNTS),
    limits: withOwn(all.limits, whole?.limits ?? NO_AMOUNTS),
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
