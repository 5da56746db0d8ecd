import type { Graph, GraphObject } from './graph';
import { isObject, valueAt } from './manifest';
import type { Pods } from './pods';
import { chooses, listAt, peerOf, podsChosen, type Selection } from './selections';

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

/** One NetworkPolicy, as it is for one direction. */
interface Policy {
  readonly object: GraphObject;
  readonly rules: readonly PolicyRule[];
}

/**
 * What the NetworkPolicies of the program let its pods do. Pods that no policy of a direction selects may
 * do everything; the others what at least one of their policies allows.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class NetworkPolicies {
  readonly #policies: Readonly<Record<Direction, Map<Pods, Policy[]>>> = {
    ingress: new Map(),
    egress: new Map(),
  };

  constructor(readonly graph: Graph) {
    for (const selection of graph.selections) {
      if (selection.use !== 'policy') continue;
      const selected = podsChosen(graph, selection).items;
      for (const direction of directionsOf(selection.from)) {
        const policy = { object: selection.from, rules: rulesOf(selection.from, direction) };
        for (const pods of selected) {
          // Pods in the network of their node are out of reach of a policy.
          if (pods.spec.hostNetwork === true) continue;
          const policies = this.#policies[direction].get(pods);
          if (policies) policies.push(policy);
          else this.#policies[direction].set(pods, [policy]);
        }
      }
    }
  }

  /** The policies that select these pods for a direction; where there is one, what none allows is refused. */
  isolating(pods: Pods, direction: Direction): readonly GraphObject[] {
    return (this.#policies[direction].get(pods) ?? []).map(({ object }) => object);
  }

  /** Every rule that allows these pods something. */
  rules(pods: Pods, direction: Direction): readonly PolicyRule[] {
    return (this.#policies[direction].get(pods) ?? []).flatMap(({ rules }) => rules);
  }

  /** Whether a rule may let in, or out to, what is no pod of the program. */
  reachesOthers({ peers }: PolicyRule): boolean {
    return peers?.some((peer) => !peer || podsChosen(this.graph, peer).isOpen) ?? true;
  }

  /** The pods of the program that a rule names as its peers. */
  peersOf({ peers = [] }: PolicyRule): readonly Pods[] {
    return peers.flatMap((peer) => (peer ? podsChosen(this.graph, peer).items : []));
  }

  /** Whether a rule holds for a peer that is these pods. */
  admits({ peers }: PolicyRule, pods: Pods): boolean {
    return peers?.some((peer) => !peer || chooses(this.graph, peer, pods)) ?? true;
  }
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
function directionsOf({ manifest }: GraphObject): readonly Direction[] {
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
