import type { Graph, GraphObject } from './graph';
import { containersOf, isObject, podOf, type Manifest } from './manifest';
import type { Labels } from './selector';

/** The pods that an object of the program is or makes. */
export interface Pods {
  readonly object: GraphObject;
  readonly labels: Labels;
  readonly ports: readonly Port[];
}

/** A port that a container says it listens on. */
export interface Port {
  readonly name: string | undefined;
  readonly number: number;
  readonly protocol: string;
}

/** All pods of a program, by the namespace that they run in. */
export function podsByNamespace({ objects }: Graph): ReadonlyMap<string, readonly Pods[]> {
  const byNamespace = new Map<string, Pods[]>();
  for (const object of objects) {
    const pod = podOf(object.manifest);
    if (!pod) continue;
    const namespace = namespaceOf(object.manifest);
    const pods = { object, labels: pod.labels, ports: portsOf(object.manifest) };
    const others = byNamespace.get(namespace);
    if (others) others.push(pods);
    else byNamespace.set(namespace, [pods]);
  }
  return byNamespace;
}

/** The namespace of a namespaced object; what says none goes to "default". */
export function namespaceOf({ metadata }: Manifest): string {
  return metadata.namespace ?? 'default';
}

function portsOf(manifest: Manifest): readonly Port[] {
  return containersOf(manifest).flatMap(({ fields: { ports } }) =>
    (Array.isArray(ports) ? ports.filter(isObject) : []).map(
      ({ name, containerPort, protocol }) => ({
        name: typeof name === 'string' ? name : undefined,
        number: Number(containerPort),
        protocol: typeof protocol === 'string' ? protocol : 'TCP',
      }),
    ),
  );
}
