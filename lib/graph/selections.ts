import { describe, type Graph, type GraphObject } from './graph';
import { groupOf, isBuiltIn, isObject, kindOf, podOf, valueAt } from './manifest';
import { nearest } from './nearest';
import type { Pods } from './pods';
import { equalities, type Labels, type Requirement, requirementsOf, textOf } from './selector';
import { selectorOf } from './services';

/** What a selector is for. */
export type Use =
  | 'service'
  | 'workload'
  | 'disruption-budget'
  | 'policy'
  | 'peer'
  | 'affinity'
  | 'anti-affinity'
  | 'spread'
  | 'service-monitor'
  | 'pod-monitor';

/** Namespaces by their names, and those whose labels meet all of `labels`, which `[]` lets all do. */
export interface Scope {
  readonly names: readonly string[];
  readonly labels?: readonly Requirement[];
}

/** One label selector of an object. */
export interface Selection {
  readonly from: GraphObject;
  /** Where it stands, as in `spec.selector`. */
  readonly field: string;
  readonly use: Use;
  readonly what: 'pods' | 'services';
  /** Where it looks. */
  readonly scope: Scope;
  /** All of these must hold: none lets everything pass. Undefined for what is left out and chooses nothing. */
  readonly requirements: readonly Requirement[] | undefined;
}

/** What a selection chooses among the objects of the program. */
export interface Chosen<T> {
  readonly items: readonly T[];
  /** Whether it may choose what the program does not make as well. */
  readonly isOpen: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

const workloads = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']);

const MONITORING = 'monitoring.coreos.com';

const readers: Readonly<Record<string, (object: GraphObject) => readonly Selection[]>> = {
  '/Service': (object) => {
    const requirements = selectorOf(object.manifest);
    return requirements ? [own(object, 'spec.selector', 'service', requirements)] : [];
  },
  '/ReplicationController': (object) => {
    const selector = valueAt(object.manifest, 'spec.selector');
    // Left out, it is made of the labels of the template.
    return isObject(selector)
      ? [own(object, 'spec.selector', 'workload', equalities(selector))]
      : [];
  },
  'batch/Job': (object) =>
    valueAt(object.manifest, 'spec.manualSelector') === true ? workload(object) : [],
  'policy/PodDisruptionBudget': (object) => [
    own(object, 'spec.selector', 'disruption-budget', selectorAt(object, 'spec.selector')),
  ],
  'networking.k8s.io/NetworkPolicy': (object) => [
    own(object, 'spec.podSelector', 'policy', selectorAt(object, 'spec.podSelector') ?? []),
    ...['ingress', 'egress'].flatMap((way) =>
      listAt(valueAt(object.manifest, 'spec'), way).flatMap((rule, at) =>
        listAt(rule, way === 'ingress' ? 'from' : 'to').flatMap((peer, index) => {
          const side = way === 'ingress' ? 'from' : 'to';
          const selection = peerOf(object, peer, `spec.${way}[${at}].${side}[${index}]`);
          return selection ? [selection] : [];
        }),
      ),
    ),
  ],
  [`${MONITORING}/ServiceMonitor`]: monitor('service-monitor', 'services'),
  [`${MONITORING}/PodMonitor`]: monitor('pod-monitor', 'pods'),
};

/** Every label selector of `object`. */
export function selectionsOf(object: GraphObject): readonly Selection[] {
  const { manifest } = object;
  // In a version that does not have them these kinds mean the same, which the API server refuses.
  const isWorkload = isBuiltIn(manifest) && workloads.has(manifest.kind);
  const read = isWorkload ? workload : readers[kindOf(manifest)];
  return [...(read?.(object) ?? []), ...placements(object)];
}

/**
 * The peer of a rule of a NetworkPolicy that is chosen by labels; undefined for a block of addresses.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
export function peerOf(from: GraphObject, peer: Fields, path: string): Selection | undefined {
  const { podSelector, namespaceSelector } = peer;
  if (!isObject(podSelector) && !isObject(namespaceSelector)) return undefined;
  return {
    from,
    field: isObject(podSelector) ? `${path}.podSelector` : `${path}.namespaceSelector`,
    use: 'peer',
    what: 'pods',
    scope: isObject(namespaceSelector)
      ? { names: [], labels: requirementsOf(namespaceSelector) }
      : here(from),
    requirements: requirementsOf(podSelector),
  };
}

/** The pods of the program that `selection` chooses. */
export function podsChosen(graph: Graph, { from, scope, requirements }: Selection): Chosen<Pods> {
  if (!requirements) return { items: [], isOpen: false };
  const { places, isOpen } = placesOf(graph, scope, from);
  return {
    items: places.flatMap((place) => graph.select(place, requirements)),
    isOpen: isOpen || places.some((place) => othersMayHave(graph, place, requirements)),
  };
}

/** The Services of the program that `selection` chooses. */
export function servicesChosen(
  graph: Graph,
  { from, scope, requirements }: Selection,
  services: ReadonlyMap<string | undefined, readonly GraphObject[]>,
): Chosen<GraphObject> {
  if (!requirements) return { items: [], isOpen: false };
  const { places, isOpen } = placesOf(graph, scope, from);
  return {
    items: places
      .flatMap((place) => services.get(place) ?? [])
      .filter(({ manifest }) =>
        requirements.every(({ holds }) => holds(manifest.metadata.labels ?? {})),
      ),
    isOpen: isOpen || places.some((place) => othersMayHave(graph, place, requirements)),
  };
}

/** Whether `pods` are among those that `selection` chooses. */
export function chooses(graph: Graph, selection: Selection, pods: Pods): boolean {
  const { scope, requirements } = selection;
  const { namespace = 'default' } = pods.object;
  return (
    requirements !== undefined &&
    isInScope(graph, scope, namespace) &&
    graph.select(namespace, requirements).includes(pods)
  );
}

function isInScope(graph: Graph, { names, labels }: Scope, namespace: string): boolean {
  if (names.includes(namespace)) return true;
  if (!labels) return false;
  const given = graph.labelsOfNamespace(namespace);
  return labels.every(({ holds }) => holds(given));
}

const NAME = 'kubernetes.io/metadata.name';

/**
 * The namespaces of the program in `scope`, and whether there may be others in it: a namespace by a name
 * that the program does not know, or any by labels that another may have.
 */
export function placesOf(
  graph: Graph,
  { names, labels }: Scope,
  from?: GraphObject,
): { readonly places: readonly string[]; readonly isOpen: boolean } {
  const known = (name: string) =>
    isOurs(graph, name) || (name === from?.namespace && !isSystem(name));
  const places = new Set(names);
  let isOpen = !names.every(known);
  if (labels) {
    const named = labels.find(({ key, values }) => key === NAME && values)?.values;
    for (const name of named ?? namespacesOf(graph)) {
      const given = graph.labelsOfNamespace(name);
      if (labels.every(({ holds }) => holds(given))) places.add(name);
    }
    isOpen ||= !named?.every(known);
  }
  return { places: [...places], isOpen };
}

const namespaces = new WeakMap<Graph, ReadonlySet<string>>();

/** The namespaces that the program makes or puts pods in. */
function namespacesOf(graph: Graph): ReadonlySet<string> {
  const known =
    namespaces.get(graph) ??
    new Set([
      ...graph.namespaces.keys(),
      ...graph.pods.map(({ object }) => object.namespace ?? 'default'),
    ]);
  namespaces.set(graph, known);
  return known;
}

/** Whether the program decides what runs in a namespace: it makes it or puts pods in it. */
export function isOurs(graph: Graph, namespace: string): boolean {
  return !isSystem(namespace) && namespacesOf(graph).has(namespace);
}

/** Whether a namespace is one of the cluster's own, where much runs that no program makes. */
export function isSystem(namespace: string): boolean {
  return namespace.startsWith('kube-');
}

/** Domains of the labels that Kubernetes' own controllers and the usual manifests give. */
const usual = /^([a-z]+\.)?kubernetes\.io$/;

/** Groups of custom resources that configure something and make no pods. */
const configuring =
  /^(cert-manager|external-secrets|kyverno|projectcalico|cilium|linkerd|networking\.istio|security\.istio|gateway\.networking|traefik|monitoring\.coreos|bitnami|autoscaling|keda|snapshot\.storage)\b/;

/** Kinds of the Prometheus Operator that do make pods. */
const monitoring =
  /^monitoring\.coreos\.com\/(Prometheus|PrometheusAgent|Alertmanager|ThanosRuler)$/;

/**
 * Whether an operator may make, in `namespace`, what `requirements` choose: a label of its own domain
 * that nothing in the program has, or the name of a custom resource that is there.
 */
export function othersMayHave(
  graph: Graph,
  namespace: string,
  requirements: readonly Requirement[],
): boolean {
  const { keys, resources } = foreignOf(graph);
  return requirements.some(({ key, values }) => {
    const domain = key.includes('/') ? key.replace(/\/.*/, '') : undefined;
    const isForeign = domain === undefined ? key.startsWith('operated-') : !usual.test(domain);
    if (isForeign && !keys.has(key) && !nearest(key, keys)) return true;
    const names = resources.get(namespace) ?? [];
    return values?.some((value) =>
      names.some((name) => name !== '' && (value === name || value.startsWith(`${name}-`))),
    );
  });
}

interface Foreign {
  /** The keys of all labels of pods and Services. */
  readonly keys: ReadonlySet<string>;
  /** Namespace → names of what an operator may make pods of. */
  readonly resources: ReadonlyMap<string, readonly string[]>;
}

const foreign = new WeakMap<Graph, Foreign>();

function foreignOf(graph: Graph): Foreign {
  const known = foreign.get(graph);
  if (known) return known;
  const labels: Labels[] = [
    ...graph.pods.map((pods) => pods.labels),
    ...graph.of('/Service').map(({ manifest }) => manifest.metadata.labels ?? {}),
  ];
  const resources = new Map<string, string[]>();
  for (const { manifest, namespace } of graph.objects) {
    if (namespace === undefined || isBuiltIn(manifest) || podOf(manifest)) continue;
    if (configuring.test(groupOf(manifest.apiVersion)) && !monitoring.test(kindOf(manifest)))
      continue;
    const names = resources.get(namespace) ?? [];
    names.push(manifest.metadata.name ?? '');
    resources.set(namespace, names);
  }
  const made = { keys: new Set(labels.flatMap((each) => Object.keys(each))), resources };
  foreign.set(graph, made);
  return made;
}

function workload(object: GraphObject): readonly Selection[] {
  return [own(object, 'spec.selector', 'workload', selectorAt(object, 'spec.selector'))];
}

/** @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.NamespaceSelector */
function monitor(use: Use, what: Selection['what']) {
  return (from: GraphObject): readonly Selection[] => {
    const { any, matchNames } = fieldsAt(from.manifest, 'spec.namespaceSelector');
    const names = Array.isArray(matchNames) ? matchNames.map(String) : [];
    const scope = any === true ? { names, labels: [] } : names.length > 0 ? { names } : here(from);
    const requirements = selectorAt(from, 'spec.selector');
    return [{ from, field: 'spec.selector', use, what, scope, requirements }];
  };
}

const scheduling = 'DuringSchedulingIgnoredDuringExecution';

/** Where pods want to be put, near to which others. */
function placements(from: GraphObject): readonly Selection[] {
  const pod = podOf(from.manifest);
  if (!pod) return [];
  const spec = valueAt(from.manifest, pod.spec);
  const select = (use: Use, path: string, term: Fields): Selection => ({
    from,
    field: `${path}.labelSelector`,
    use,
    what: 'pods',
    scope: use === 'spread' ? here(from) : scopeOf(from, term),
    requirements: isObject(term.labelSelector)
      ? [...requirementsOf(term.labelSelector), ...sameValues(term, pod.labels)]
      : undefined,
  });
  return [
    ...(['podAffinity', 'podAntiAffinity'] as const).flatMap((kind) =>
      listAt(valueAt(spec, `affinity.${kind}`), `required${scheduling}`).map((term, index) =>
        select(
          kind === 'podAffinity' ? 'affinity' : 'anti-affinity',
          `${pod.spec}.affinity.${kind}.required${scheduling}[${index}]`,
          term,
        ),
      ),
    ),
    ...listAt(spec, 'topologySpreadConstraints').map((constraint, index) =>
      select('spread', `${pod.spec}.topologySpreadConstraints[${index}]`, constraint),
    ),
  ];
}

/** The namespaces of an affinity term: its own, unless it says others. */
function scopeOf(from: GraphObject, { namespaces, namespaceSelector }: Fields): Scope {
  const names = Array.isArray(namespaces) ? namespaces.map(String) : [];
  if (isObject(namespaceSelector)) return { names, labels: requirementsOf(namespaceSelector) };
  return names.length > 0 ? { names } : here(from);
}

/** What `matchLabelKeys` and `mismatchLabelKeys` add: the values that the pod itself has. */
function sameValues(
  { matchLabelKeys, mismatchLabelKeys }: Fields,
  labels: Labels,
): readonly Requirement[] {
  const having = (keys: unknown) =>
    (Array.isArray(keys) ? keys.map(String) : []).filter((key) => Object.hasOwn(labels, key));
  return [
    ...equalities(Object.fromEntries(having(matchLabelKeys).map((key) => [key, labels[key]]))),
    ...requirementsOf({
      matchExpressions: having(mismatchLabelKeys).map((key) => ({
        key,
        operator: 'NotIn',
        values: [labels[key]],
      })),
    }),
  ];
}

function own(
  from: GraphObject,
  field: string,
  use: Use,
  requirements: Selection['requirements'],
): Selection {
  return { from, field, use, what: 'pods', scope: here(from), requirements };
}

function here({ namespace = 'default' }: GraphObject): Scope {
  return { names: [namespace] };
}

function selectorAt({ manifest }: GraphObject, path: string): readonly Requirement[] | undefined {
  const selector = valueAt(manifest, path);
  return isObject(selector) ? requirementsOf(selector) : undefined;
}

function fieldsAt(root: unknown, path: string): Fields {
  const value = valueAt(root, path);
  return isObject(value) ? value : {};
}

/** The items of a list with fields; others become empty, so that each keeps its index. */
export function listAt(root: unknown, path: string): readonly Fields[] {
  const list = valueAt(root, path);
  return Array.isArray(list) ? list.map((item: unknown) => (isObject(item) ? item : {})) : [];
}

/** What pods there are, for a message: the labels of the first few. */
export function listOf(pods: readonly Pods[]): string {
  const most = 5;
  const seen = pods
    .slice(0, most)
    .map(({ object, labels }) => `${describe(object.manifest)} makes ${textOf(labels)}`);
  const more = pods.length - seen.length;
  return [...seen, ...(more > 0 ? [`${more} more`] : [])].join('; ') || 'there are none';
}
