import type { GraphObject } from './graph';
import { isObject, listAt, valueAt } from './manifest';
import type { Pods } from './pods';
import { kept } from './remembered';
import { peerOf } from './selecting-fields';
import type { Selection } from './selections';

export type Direction = 'ingress' | 'egress';

/** A port, or a range of them, of a rule. */
export interface PolicyPort {
  /** Where it stands, as in `spec.ingress[0].ports[0]`. */
  readonly path: string;
  /**
   * Number, or the name that a container gives to one of its ports.
   * @default - every port
   */
  readonly port: number | string | undefined;
  readonly endPort: number | undefined;
  readonly protocol: string;
}

/** One rule of a NetworkPolicy: who may, and to which ports. */
export interface PolicyRule {
  readonly policy: GraphObject;
  readonly path: string;
  /** Undefined for everyone; a block of addresses has no selection. */
  readonly peers: readonly (Selection | undefined)[] | undefined;
  /** Undefined for all. */
  readonly ports: readonly PolicyPort[] | undefined;
}

/** Whether a rule holds for port `number` of `pods`. */
export function covers(
  { ports }: PolicyRule,
  pods: Pods | undefined,
  number: number,
  protocol: string,
): boolean {
  if (!ports) return true;
  return ports.some((each) => {
    if (each.protocol !== protocol) return false;
    if (each.port === undefined) return true;
    if (typeof each.port === 'number')
      return number >= each.port && number <= (each.endPort ?? each.port);
    return pods?.ports.some(
      (port) =>
        port.name === each.port && port.number === number && port.protocol === each.protocol,
    );
  });
}

/** What a policy is for: `policyTypes`, or by default ingress, and egress where it has rules for it. */
export function directionsOf({ manifest }: GraphObject): readonly Direction[] {
  const types = valueAt(manifest, 'spec.policyTypes');
  if (Array.isArray(types) && types.length > 0) {
    return (['ingress', 'egress'] as const).filter((direction) =>
      types.some((type) => String(type).toLowerCase() === direction),
    );
  }
  return listAt(manifest, 'spec.egress').length > 0 ? ['ingress', 'egress'] : ['ingress'];
}

/** The rules of one NetworkPolicy for a direction. */
export function rulesOf(policy: GraphObject, direction: Direction): readonly PolicyRule[] {
  return rulesOfBoth(policy)[direction];
}

const rulesOfBoth = kept((policy: GraphObject) => ({
  ingress: readRules(policy, 'ingress'),
  egress: readRules(policy, 'egress'),
}));

function readRules(policy: GraphObject, direction: Direction): readonly PolicyRule[] {
  const side = direction === 'ingress' ? 'from' : 'to';
  return listAt(policy.manifest, `spec.${direction}`).map((rule, index) => {
    const path = `spec.${direction}[${index}]`;
    const peers = listAt(rule, side);
    const ports = listAt(rule, 'ports');
    return {
      policy,
      path,
      peers:
        peers.length === 0
          ? undefined
          : peers.map((peer, at) => peerOf(policy, peer, `${path}.${side}[${at}]`)),
      ports:
        ports.length === 0
          ? undefined
          : ports.map((port, at) => portOf(port, `${path}.ports[${at}]`)),
    };
  });
}

function portOf(port: unknown, path: string): PolicyPort {
  const fields = isObject(port) ? port : {};
  const number = fields.port;
  return {
    path,
    port: typeof number === 'number' || typeof number === 'string' ? number : undefined,
    endPort: typeof fields.endPort === 'number' ? fields.endPort : undefined,
    protocol: typeof fields.protocol === 'string' ? fields.protocol : 'TCP',
  };
}
