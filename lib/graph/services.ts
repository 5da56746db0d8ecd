import { isObject, type Manifest, valueAt } from './manifest';
import { equalities, type Requirement } from './selector';

/** A port of a Service and where it leads. */
export interface ServicePort {
  /** Where the target stands, as in `spec.ports[0].targetPort`. */
  readonly path: string;
  readonly name: string | undefined;
  readonly port: number;
  /** Number, or the name that a container gives to one of its ports. */
  readonly target: number | string;
  readonly protocol: string;
}

/** What a Service chooses its pods by; undefined for what selects none. */
export function selectorOf(manifest: Manifest): readonly Requirement[] | undefined {
  if (manifest.kind !== 'Service' || valueAt(manifest, 'spec.type') === 'ExternalName')
    return undefined;
  const selector = valueAt(manifest, 'spec.selector');
  if (!isObject(selector) || Object.keys(selector).length === 0) return undefined;
  return equalities(selector);
}

/** The ports of a Service; a port without `targetPort` leads to its own number. */
export function portsOf(manifest: Manifest): readonly ServicePort[] {
  const ports = valueAt(manifest, 'spec.ports');
  if (!Array.isArray(ports)) return [];
  return ports.flatMap((item: unknown, index) => {
    if (!isObject(item)) return [];
    const { name, port, targetPort, protocol } = item;
    return {
      path: `spec.ports[${index}].${targetPort === undefined ? 'port' : 'targetPort'}`,
      name: typeof name === 'string' ? name : undefined,
      port: Number(port),
      target: typeof targetPort === 'string' ? targetPort : Number(targetPort ?? port),
      protocol: typeof protocol === 'string' ? protocol : 'TCP',
    };
  });
}
