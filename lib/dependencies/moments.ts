import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Dependency } from './calls';

// The moments in which a construct takes part; each must wait for others.
/** All that it depends on is there. */
export const OPEN = 0;
/** Its own object is there, where it is one. */
export const MADE = 1;
/** All of it is there. */
export const CLOSED = 2;
/** Those parts are there on which it depends as a whole. */
export const PARTS_CLOSED = 3;

/** A moment of a construct, as a number, so that it can be a place in an array. */
export type Moment = number;

/** What each moment waits for. Found anew when asked: to keep it would take more than to find it. */
export class Needs {
  readonly #index: ReadonlyMap<IConstruct, number>;
  readonly #targets: readonly (readonly IConstruct[])[];
  readonly #parts: IConstruct[][];
  /** For what belongs to a construct that depends on a part of itself: the moments to wait for. */
  readonly #rest = new Map<Moment, Moment[]>();

  constructor(readonly constructs: readonly IConstruct[]) {
    this.#index = new Map(constructs.map((construct, index) => [construct, index]));
    this.#targets = constructs.map(({ node }) =>
      node.dependencies.filter((target) => this.#index.has(target)),
    );
    this.#parts = constructs.map(() => []);
    for (const construct of constructs) {
      const whole = wholeOf(construct);
      if (whole) this.#parts[this.#index.get(whole) ?? -1]?.push(construct);
    }
    for (const [index, whole] of constructs.entries()) {
      if (this.#partsNeededBy(index).length > 0) this.#restAfterParts(whole);
    }
  }

  get moments(): number {
    return this.constructs.length * 4;
  }

  at(construct: IConstruct, phase: number): Moment {
    return (this.#index.get(construct) ?? 0) * 4 + phase;
  }

  of(moment: Moment): readonly Moment[] {
    const index = moment >> 2;
    const construct = this.constructs[index];
    const rest = this.#rest.get(moment) ?? [];
    if (!construct) return [];
    switch (moment & 3) {
      case OPEN: {
        const whole = wholeOf(construct);
        const outside = this.#targetsOf(index).flatMap((target) => {
          if (isPartOf(target, construct)) return [];
          if (isPartOf(construct, target)) return this.#besides(construct, target);
          return [this.at(target, CLOSED)];
        });
        return [...(whole ? [this.at(whole, OPEN)] : []), ...rest, ...outside];
      }
      case MADE:
        return [this.at(construct, OPEN), ...rest];
      case CLOSED: {
        const parts = this.#parts[index] ?? [];
        return [this.at(construct, MADE), ...parts.map((part) => this.at(part, CLOSED))];
      }
      default:
        return this.#partsNeededBy(index).map((part) => this.at(part, CLOSED));
    }
  }

  /** The dependency because of which `moment` waits for `other`; undefined where the tree is the reason. */
  dependency(moment: Moment, other: Moment): Dependency | undefined {
    const from = this.constructs[moment >> 2];
    const awaited = this.constructs[other >> 2];
    const phase = moment & 3;
    const isWhole = (other & 3) === OPEN || (other & 3) === PARTS_CLOSED;
    if (!from || !awaited || isWhole || phase === MADE || phase === CLOSED) return undefined;
    const to = this.#targetsOf(moment >> 2).find(
      (target) => target === awaited || isPartOf(awaited, target),
    );
    return to && { from, to };
  }

  #targetsOf(index: number): readonly IConstruct[] {
    return this.#targets[index] ?? [];
  }

  /** The outermost parts of a construct on which it depends itself. */
  #partsNeededBy(index: number): readonly IConstruct[] {
    const whole = this.constructs[index];
    const parts = new Set(
      this.#targetsOf(index).filter((target) => whole && isPartOf(target, whole)),
    );
    return [...parts].filter((part) => {
      for (let outer = wholeOf(part); outer; outer = wholeOf(outer)) {
        if (parts.has(outer)) return false;
      }
      return true;
    });
  }

  /** All of `whole` but the way down to `part`. */
  #besides(part: IConstruct, whole: IConstruct): Moment[] {
    const found: Moment[] = [];
    for (let inner = part; inner !== whole;) {
      const outer = wholeOf(inner);
      if (!outer) break;
      const siblings = this.#parts[this.#index.get(outer) ?? -1] ?? [];
      found.push(this.at(outer, MADE));
      for (const each of siblings) if (each !== inner) found.push(this.at(each, CLOSED));
      inner = outer;
    }
    return found;
  }

  #restAfterParts(whole: IConstruct): void {
    const index = this.#index.get(whole) ?? -1;
    const needed = new Set(this.#partsNeededBy(index));
    const way = new Set<IConstruct>();
    for (const part of needed) {
      for (let outer = wholeOf(part); outer && !way.has(outer); outer = wholeOf(outer)) {
        way.add(outer);
        if (outer === whole) break;
      }
    }
    const wait = (moment: Moment) => {
      const waiting = this.#rest.get(moment) ?? [];
      this.#rest.set(moment, [...waiting, this.at(whole, PARTS_CLOSED)]);
    };
    for (const outer of way) {
      wait(this.at(outer, MADE));
      for (const part of this.#parts[this.#index.get(outer) ?? -1] ?? []) {
        if (!needed.has(part) && !way.has(part)) wait(this.at(part, OPEN));
      }
    }
  }
}

/** The construct that `construct` is a part of. A chart inside a chart has a file, and an order, of its own. */
export function wholeOf(construct: IConstruct): IConstruct | undefined {
  const { scope, scopes } = construct.node;
  if (!scope) return undefined;
  const isNested =
    Chart.isChart(construct) && scopes.some((each) => each !== construct && Chart.isChart(each));
  return isNested ? undefined : scope;
}

export function isPartOf(construct: IConstruct, whole: IConstruct): boolean {
  for (let outer = wholeOf(construct); outer; outer = wholeOf(outer)) {
    if (outer === whole) return true;
  }
  return false;
}
