import { type Graph, type GraphObject, groupBy } from './graph';
import type { Pods } from './pods';
import { covers, type Direction, directionsOf, type PolicyRule, rulesOf } from './policy-rules';
import { chooses, podsChosen } from './selections';

/** What some pods may do in one direction: all policies that select them, together. */
interface Isolation {
  readonly policies: readonly GraphObject[];
  readonly rules: readonly PolicyRule[];
  /** The rules that hold for a port, by what `covers` asks of pods. */
  readonly covering: Map<string, readonly PolicyRule[]>;
}

/**
 * What the NetworkPolicies of the program let its pods do. Pods that no policy of a direction selects may
 * do everything; the others what at least one of their policies allows.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class NetworkPolicies {
  readonly #isolations: Readonly<Record<Direction, ReadonlyMap<Pods, Isolation>>>;

  constructor(readonly graph: Graph) {
    const policies = graph.selections
      .filter(({ use }) => use === 'policy')
      .map((selection, place) => ({
        place,
        object: selection.from,
        directions: directionsOf(selection.from),
        selected: podsChosen(graph, selection).items,
      }));
    this.#isolations = {
      ingress: isolationsBy(policies, 'ingress'),
      egress: isolationsBy(policies, 'egress'),
    };
  }

  /** The policies that select these pods for a direction; where there is one, what none allows is refused. */
  isolating(pods: Pods, direction: Direction): readonly GraphObject[] {
    return this.#isolations[direction].get(pods)?.policies ?? [];
  }

  /** Every rule that allows these pods something: the same array for all pods of the same policies. */
  rules(pods: Pods, direction: Direction): readonly PolicyRule[] {
    return this.#isolations[direction].get(pods)?.rules ?? [];
  }

  /** Every rule that lets something in to port `number` of these pods. */
  rulesFor(pods: Pods, number: number, protocol: string): readonly PolicyRule[] {
    const isolation = this.#isolations.ingress.get(pods);
    if (!isolation) return [];
    const { rules, covering } = isolation;
    const names = pods.ports.filter((port) => port.number === number && port.protocol === protocol);
    const key = [number, protocol, ...names.map(({ name }) => name)].join(' ');
    const found = covering.get(key) ?? rules.filter((rule) => covers(rule, pods, number, protocol));
    covering.set(key, found);
    return found;
  }

  /** Whether a rule may let in, or out to, what is no pod of the program. */
  reachesOthers({ peers }: PolicyRule): boolean {
    return peers?.some((peer) => !peer || podsChosen(this.graph, peer).isOpen) ?? true;
  }

  /** The pods of the program that a rule names as its peers. */
  peersOf({ peers = [] }: PolicyRule): readonly Pods[] {
    const lists = peers.map((peer) => (peer ? podsChosen(this.graph, peer).items : []));
    return lists.length === 1 ? (lists[0] ?? []) : lists.flat();
  }

  /** Whether a rule holds for a peer that is these pods. */
  admits({ peers }: PolicyRule, pods: Pods): boolean {
    return peers?.some((peer) => !peer || chooses(this.graph, peer, pods)) ?? true;
  }
}

/** One NetworkPolicy and the pods that it is for. */
interface Policy {
  readonly place: number;
  readonly object: GraphObject;
  readonly directions: readonly Direction[];
  readonly selected: readonly Pods[];
}

/** Pods of the same policies have one isolation, so that many policies for many pods are looked at once. */
function isolationsBy(
  policies: readonly Policy[],
  direction: Direction,
): ReadonlyMap<Pods, Isolation> {
  const isolating = policies.filter(({ directions }) => directions.includes(direction));
  // Policies with the same selector have the same array of pods.
  const groups = [...groupBy(isolating, ({ selected }) => selected)];
  const groupsOf = new Map<Pods, number[]>();
  for (const [index, [selected]] of groups.entries()) {
    for (const pods of selected) {
      // Pods in the network of their node are out of reach of a policy.
      if (pods.spec.hostNetwork === true) continue;
      const its = groupsOf.get(pods);
      if (its) its.push(index);
      else groupsOf.set(pods, [index]);
    }
  }
  const known = new Map<string, Isolation>();
  const isolations = new Map<Pods, Isolation>();
  for (const [pods, indexes] of groupsOf) {
    const key = indexes.join();
    const isolation =
      known.get(key) ??
      isolationOf(
        indexes.flatMap((index) => groups[index]?.[1] ?? []),
        direction,
      );
    known.set(key, isolation);
    isolations.set(pods, isolation);
  }
  return isolations;
}

function isolationOf(policies: readonly Policy[], direction: Direction): Isolation {
  const inOrder = policies.toSorted((one, other) => one.place - other.place);
  return {
    policies: inOrder.map(({ object }) => object),
    rules: inOrder.flatMap(({ object }) => rulesOf(object, direction)),
    covering: new Map(),
  };
}
