import type { Rule, Verdict } from '../check';
import { describe, type Graph, type GraphObject, groupBy } from '../graph/graph';
import { definedKind, groupOf, isBuiltIn, isObject, kindOf, valueAt } from '../graph/manifest';
import {
  compare,
  countOf,
  NONE,
  plus,
  type Quantity,
  quantityOf,
  textOf,
  times,
} from '../graph/quantity';
import {
  addsBeforeRemoving,
  type Amounts,
  isInScope,
  isIndivisible,
  limitsByNamespace,
  podCountOf,
  type PodResources,
  podResourcesOf,
  type Quota,
  quotasByNamespace,
  type Scales,
  scalesOf,
} from '../graph/resources';

/**
 * A ResourceQuota leaves room for all that the program puts into its namespace, and for the pod more that an
 * update of a Deployment needs when it may not remove one first.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export const quotaAdmitsObjects: Rule = {
  name: 'quota-admits-objects',
  severity: 'error',
  description: 'A ResourceQuota leaves room for all that the program puts into its namespace.',
  *check(graph) {
    const quotas = quotasByNamespace(graph);
    if (quotas.size === 0) return;
    const limits = limitsByNamespace(graph);
    const scales = scalesOf(graph);
    const objects = groupBy(graph.objects, ({ namespace }) => namespace);
    const plurals = new Map(
      graph
        .of('apiextensions.k8s.io/CustomResourceDefinition')
        .map(({ manifest }) => [definedKind(manifest), valueAt(manifest, 'spec.names.plural')]),
    );
    for (const [namespace, its] of quotas) {
      if (namespace === undefined) continue;
      const workloads = graph
        .podsIn(namespace)
        .filter(({ object }) => isBuiltIn(object.manifest))
        .map((pods) => workloadOf(podResourcesOf(graph, pods, limits.get(namespace)), scales))
        .filter(({ count }) => count > 0);
      const shares = [
        ...automatic(graph, namespace),
        ...(objects.get(namespace) ?? []).flatMap((object) => sharesOf(object, plurals)),
        ...workloads.flatMap(claimsOf),
      ];
      for (const quota of its) {
        const counted = workloads.filter(({ resources }) => isInScope(quota, resources));
        yield* verdicts(quota, counted, quota.scopes.length === 0 ? shares : []);
      }
    }
  },
};

/** What one object, `count` times, takes of a quota. */
interface Share {
  readonly name: string;
  readonly count: number;
  readonly each: Amounts;
}

interface Workload extends Share {
  readonly resources: PodResources;
  /** Whether an update starts a pod before it may stop one. */
  readonly addsBeforeRemoving: boolean;
}

function* verdicts(
  quota: Quota,
  workloads: readonly Workload[],
  others: readonly Share[],
): Generator<Verdict> {
  const { object, hard } = quota;
  for (const [resource, most] of hard) {
    const takers = [...workloads, ...others].filter(({ each }) => each.has(resource));
    const sum = takers.reduce((total, share) => plus(total, taken(share, resource)), NONE);
    const subject = `${describe(object.manifest)} leaves "${textOf(most)}" of ${resource}`;
    const field = `spec.hard.${resource}`;
    if (compare(sum, most) > 0) {
      yield {
        object,
        field,
        message: `${subject}, and the program asks for "${textOf(sum)}" in its namespace: ${partsOf(takers, resource)}`,
        fix: `raise ${resource} to "${textOf(sum)}", or ask for less`,
      };
      continue;
    }
    const updated = largest(
      workloads.filter((each) => each.addsBeforeRemoving),
      resource,
    );
    const needed = plus(sum, updated?.each.get(resource) ?? NONE);
    if (!updated || compare(needed, most) <= 0) continue;
    yield {
      object,
      field,
      message: `${subject}, of which the program asks for "${textOf(sum)}" in its namespace, and "${textOf(needed)}" while ${updated.name} is updated: it starts a new pod before it stops an old one`,
      fix: `raise ${resource} to "${textOf(needed)}", or let the update stop a pod first, with maxUnavailable or the strategy "Recreate"`,
    };
  }
}

function taken({ each, count }: Share, resource: string): Quantity {
  return times(each.get(resource) ?? NONE, count);
}

function largest<T extends Share>(shares: readonly T[], resource: string): T | undefined {
  const size = (share: T) => share.each.get(resource) ?? NONE;
  return shares.reduce<T | undefined>(
    (most, share) => (most && compare(size(most), size(share)) >= 0 ? most : share),
    undefined,
  );
}

/** The largest shares, as in `3 × "500m" by Deployment "demo/api"`. */
function partsOf(shares: readonly Share[], resource: string): string {
  const sorted = [...shares].sort((left, right) =>
    compare(taken(right, resource), taken(left, resource)),
  );
  const shown = sorted.slice(0, 4).map(({ name, count, each }) => {
    const times = count === 1 ? '' : `${count} × `;
    return `${times}"${textOf(each.get(resource) ?? NONE)}" by ${name}`;
  });
  const rest = sorted.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`;
}

function workloadOf(resources: PodResources, scales: Scales): Workload {
  const { pods } = resources;
  const { count, isScaled } = podCountOf(pods, scales);
  const { manifest } = pods.object;
  const note =
    manifest.kind === 'DaemonSet' ? ' on each node' : isScaled ? ' at its maxReplicas' : '';
  return {
    resources,
    name: describe(manifest) + note,
    count,
    each: usageOf(resources),
    addsBeforeRemoving: addsBeforeRemoving(pods, count),
  };
}

/**
 * What a quota counts of a pod.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#compute-resource-quota
 */
function usageOf({ total: { requests, limits } }: PodResources): Amounts {
  const usage = new Map([
    ['pods', countOf(1)],
    ['count/pods', countOf(1)],
  ]);
  for (const [name, quantity] of requests) {
    if (!name.includes('/')) usage.set(name, quantity);
    if (!name.includes('/') || isIndivisible(name)) usage.set(`requests.${name}`, quantity);
  }
  for (const name of ['cpu', 'memory', 'ephemeral-storage']) {
    const limit = limits.get(name);
    if (limit) usage.set(`limits.${name}`, limit);
  }
  return usage;
}

/** What the cluster puts into every namespace. */
function automatic(graph: Graph, namespace: string): Share[] {
  const share = (kind: string, name: string, ...resources: string[]): Share[] =>
    graph.find({ kind, namespace, name })
      ? []
      : [
          {
            name: `the cluster itself, for "${name}"`,
            count: 1,
            each: new Map(resources.map((resource) => [resource, countOf(1)])),
          },
        ];
  return [
    ...share('/ConfigMap', 'kube-root-ca.crt', 'configmaps', 'count/configmaps'),
    ...share('/ServiceAccount', 'default', 'count/serviceaccounts'),
  ];
}

/** Kinds that quotas count by the name of their resource alone, too. */
const counted = new Set(
  'configmaps persistentvolumeclaims replicationcontrollers resourcequotas secrets services'.split(
    ' ',
  ),
);

/** What an object takes that is not its pods. */
function sharesOf(object: GraphObject, plurals: ReadonlyMap<unknown, unknown>): Share[] {
  const { manifest } = object;
  // Pods are counted with what makes them.
  if (kindOf(manifest) === '/Pod') return [];
  const name = describe(manifest);
  const plural = plurals.get(kindOf(manifest));
  const resource = typeof plural === 'string' ? plural : pluralOf(manifest.kind);
  const group = groupOf(manifest.apiVersion);
  const each = new Map([[`count/${resource}${group && `.${group}`}`, countOf(1)]]);
  if (group === '' && counted.has(resource)) each.set(resource, countOf(1));
  switch (kindOf(manifest)) {
    case '/Service':
      return [{ name, count: 1, each: new Map([...each, ...servicePorts(object)]) }];
    case '/PersistentVolumeClaim':
      return [{ name, count: 1, each: claimUsage(manifest) }];
    case 'apps/Deployment':
      return [{ name, count: 1, each: each.set('count/replicasets.apps', countOf(1)) }];
    case 'batch/CronJob':
      return [{ name, count: 1, each: each.set('count/jobs.batch', countOf(1)) }];
    default:
      return [{ name, count: 1, each }];
  }
}

function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name === 'endpoints') return name;
  if (name.endsWith('s')) return `${name}es`;
  return name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`;
}

function servicePorts({ manifest }: GraphObject): Amounts {
  const type = valueAt(manifest, 'spec.type');
  const ports = valueAt(manifest, 'spec.ports');
  const list: readonly unknown[] = Array.isArray(ports) ? ports : [];
  const isBalanced = type === 'LoadBalancer';
  const chosen =
    isBalanced && valueAt(manifest, 'spec.allocateLoadBalancerNodePorts') === false
      ? list.filter((port) => valueAt(port, 'nodePort'))
      : list;
  const usage = new Map<string, Quantity>();
  if (isBalanced) usage.set('services.loadbalancers', countOf(1));
  if (isBalanced || type === 'NodePort') usage.set('services.nodeports', countOf(chosen.length));
  return usage;
}

/** The claims that are made with each of the pods. */
function claimsOf({ resources: { pods }, count, name }: Workload): Share[] {
  const volumes = pods.spec.volumes;
  const templates: readonly unknown[] = [
    ...listOf(
      pods.object.manifest.kind === 'StatefulSet'
        ? valueAt(pods.object.manifest, 'spec.volumeClaimTemplates')
        : [],
    ),
    ...listOf(volumes).flatMap((volume) => {
      const template = valueAt(volume, 'ephemeral.volumeClaimTemplate');
      return isObject(template) ? [template] : [];
    }),
  ];
  return templates.map((template) => ({ name, count, each: claimUsage(template) }));
}

function claimUsage(claim: unknown): Amounts {
  const storage = quantityOf(valueAt(claim, 'spec.resources.requests.storage'));
  const usage = new Map([
    ['persistentvolumeclaims', countOf(1)],
    ['count/persistentvolumeclaims', countOf(1)],
  ]);
  if (storage) usage.set('requests.storage', storage);
  const name = valueAt(claim, 'spec.storageClassName');
  if (typeof name === 'string' && name !== '') {
    const prefix = `${name}.storageclass.storage.k8s.io/`;
    usage.set(`${prefix}persistentvolumeclaims`, countOf(1));
    if (storage) usage.set(`${prefix}requests.storage`, storage);
  }
  return usage;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
