import type { GraphObject } from './graph';
import { type Container, containersOf, isObject, podOf, valueAt } from './manifest';
import type { Labels, Requirement } from './selector';

/** The pods that an object of the program is or makes. */
export interface Pods {
  readonly object: GraphObject;
  readonly labels: Labels;
  /** Path of their spec in the object, as in `spec.template.spec`. */
  readonly path: string;
  /** The spec itself. Its values are as found: a check trusts none. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** Init containers first. */
  readonly containers: readonly Container[];
  readonly ports: readonly Port[];
}

/** A port that a container says it listens on. */
export interface Port {
  /** Where it stands, as in `spec.template.spec.containers[0].ports[0]`. */
  readonly path: string;
  readonly name: string | undefined;
  readonly number: number;
  readonly protocol: string;
  /** Whether the container says the protocol itself, and does not leave it at TCP. */
  readonly saysProtocol: boolean;
}

/** The pods that `object` is or makes; none for other kinds. */
export function podsOf(object: GraphObject): readonly Pods[] {
  const pod = podOf(object.manifest);
  if (!pod) return [];
  const spec = valueAt(object.manifest, pod.spec);
  const containers = containersOf(object.manifest);
  return [
    {
      object,
      labels: pod.labels,
      path: pod.spec,
      spec: isObject(spec) ? spec : {},
      containers,
      ports: containers.flatMap(portsOf),
    },
  ];
}

/** The ports of one container. */
export function portsOf({ path, fields: { ports } }: Container): readonly Port[] {
  return (Array.isArray(ports) ? ports : []).flatMap((port: unknown, index) => {
    if (!isObject(port)) return [];
    const { name, containerPort, protocol } = port;
    return {
      path: `${path}.ports[${index}]`,
      name: typeof name === 'string' ? name : undefined,
      number: Number(containerPort),
      protocol: typeof protocol === 'string' ? protocol : 'TCP',
      saysProtocol: protocol !== undefined,
    };
  });
}

/**
 * Labels that the controllers add to the pods which they make.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/
 */
const added: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    Deployment: ['pod-template-hash'],
    ReplicaSet: [],
    StatefulSet: [
      'statefulset.kubernetes.io/pod-name',
      'apps.kubernetes.io/pod-index',
      'controller-revision-hash',
    ],
    DaemonSet: ['controller-revision-hash', 'pod-template-generation'],
    Job: [
      'job-name',
      'batch.kubernetes.io/job-name',
      'controller-uid',
      'batch.kubernetes.io/controller-uid',
      'batch.kubernetes.io/job-completion-index',
    ],
    Rollout: ['rollouts-pod-template-hash'],
  }),
);

/** The added labels whose value is, or starts with, the name of the object. */
const named = /pod-name$|job-name$/;

/** Whether `requirement` holds for these pods, by the labels they are given or by those they get. */
export function meets({ labels, object }: Pods, requirement: Requirement): boolean {
  if (requirement.holds(labels)) return true;
  const { key, values } = requirement;
  const { kind, metadata } = object.manifest;
  if (!added.get(kind)?.includes(key) || key in labels) return false;
  if (!named.test(key) || !values) return true;
  return values.some((value) => {
    if (!key.endsWith('pod-name')) return value === metadata.name;
    const replicas = Number(valueAt(object.manifest, 'spec.replicas') ?? 1);
    const ordinal = value.startsWith(`${metadata.name ?? ''}-`)
      ? value.slice((metadata.name ?? '').length + 1)
      : '';
    return /^\d+$/.test(ordinal) && Number(ordinal) < replicas;
  });
}

/** Pods by namespace and label, so that a selector asks few of them. */
export class PodIndex {
  readonly #namespaces = new Map<string, Pods[]>();
  readonly #labels = new Map<string, Pods[]>();

  constructor(all: readonly Pods[]) {
    for (const pods of all) {
      const namespace = pods.object.namespace ?? 'default';
      push(this.#namespaces, namespace, pods);
      for (const [key, value] of Object.entries(pods.labels)) {
        push(this.#labels, placeOf(namespace, key, value), pods);
      }
      for (const key of added.get(pods.object.manifest.kind) ?? []) {
        push(this.#labels, placeOf(namespace, key, ''), pods);
      }
    }
  }

  in(namespace: string): readonly Pods[] {
    return this.#namespaces.get(namespace) ?? [];
  }

  select(namespace: string, requirements: readonly Requirement[]): readonly Pods[] {
    let fewest = this.in(namespace);
    for (const { key, values } of requirements) {
      if (!values) continue;
      const places = new Set(['', ...values].map((value) => placeOf(namespace, key, value)));
      const having = [...places].flatMap((place) => this.#labels.get(place) ?? []);
      if (having.length < fewest.length) fewest = having;
    }
    return fewest.filter((pods) => requirements.every((requirement) => meets(pods, requirement)));
  }
}

function placeOf(namespace: string, key: string, value: string): string {
  return `${namespace}\n${key}=${value}`;
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}
