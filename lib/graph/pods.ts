import { type Graph, type GraphObject, groupBy } from './graph';
import { containersOf, isObject, type Manifest, namespaceOf, podOf } from './manifest';
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
  const pods = objects.flatMap((object) => {
    const pod = podOf(object.manifest);
    return pod ? [{ object, labels: pod.labels, ports: portsOf(object.manifest) }] : [];
  });
  return groupBy(pods, ({ object }) => namespaceOf(object.manifest));
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
