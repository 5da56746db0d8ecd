import { type Amounts, isIndivisible } from './amounts';
import { describe, type Graph, type GraphObject } from './graph';
import { asList, groupOf, isObject, kindOf, valueAt } from './manifest';
import type { PodResources } from './pod-resources';
import { countOf, type Quantity, quantityOf } from './quantity';
import { addsBeforeRemoving, podCountOf, type Scales } from './replicas';

/** What one object, `count` times, takes of a quota. */
export interface Share {
  readonly name: string;
  readonly count: number;
  readonly each: Amounts;
}

export interface Workload extends Share {
  readonly resources: PodResources;
  /** Whether an update starts a pod before it may stop one. */
  readonly addsBeforeRemoving: boolean;
}

/** What pods take together, and for how many of them. */
export function workloadOf(resources: PodResources, scales: Scales): Workload {
  const { pods } = resources;
  const { count, scaledBy } = podCountOf(pods, scales);
  const { manifest } = pods.object;
  const scaled = scaledBy === undefined ? '' : ` at its ${scaledBy}`;
  const note = manifest.kind === 'DaemonSet' ? ' on each node' : scaled;
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
export function automatic(graph: Graph, namespace: string): Share[] {
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
export function sharesOf(object: GraphObject, plurals: ReadonlyMap<unknown, unknown>): Share[] {
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
  const ports = asList(valueAt(manifest, 'spec.ports'));
  const isBalanced = type === 'LoadBalancer';
  const chosen =
    isBalanced && valueAt(manifest, 'spec.allocateLoadBalancerNodePorts') === false
      ? ports.filter((port) => valueAt(port, 'nodePort'))
      : ports;
  const usage = new Map<string, Quantity>();
  if (isBalanced) usage.set('services.loadbalancers', countOf(1));
  if (isBalanced || type === 'NodePort') usage.set('services.nodeports', countOf(chosen.length));
  return usage;
}

/** The claims that are made with each of the pods. */
export function claimsOf({ resources: { pods }, count, name }: Workload): Share[] {
  const volumes = pods.spec.volumes;
  const templates: readonly unknown[] = [
    ...asList(
      pods.object.manifest.kind === 'StatefulSet'
        ? valueAt(pods.object.manifest, 'spec.volumeClaimTemplates')
        : [],
    ),
    ...asList(volumes).flatMap((volume) => {
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
