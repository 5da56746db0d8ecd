import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { GraphObject } from '../graph/graph';
import type { Finding } from '../report/finding';
import { type Dependency, originOfDependency, sentence } from './calls';
import { misplaced } from './files';
import { MADE, type Moment, Needs } from './moments';

/** Objects in the order in which they are to be applied, and what stands against such an order. */
export interface Sorted {
  readonly objects: readonly GraphObject[];
  readonly findings: readonly Finding[];
}

/**
 * Puts every object behind those that it depends on (`addDependency`), and leaves all else as it is.
 * As in cdk8s, a construct stands for all objects in it, and a chart inside a chart for its own alone. A
 * construct may depend on a part of itself, which then comes before the rest of it, and a part on the
 * whole, so that the rest comes first.
 *
 * cdk8s pairs every object with every other, and follows every path between them: seven charts in a
 * row take it minutes. Here the time is that of one walk over constructs and dependencies.
 *
 * @param constructs the whole tree, parents first
 * @param objects those of its objects that are written, in the order of the tree
 */
export function sortByDependencies(
  constructs: readonly IConstruct[],
  objects: readonly GraphObject[],
): Sorted {
  if (constructs.every(({ node }) => node.dependencies.length === 0))
    return { objects, findings: [] };
  const needs = new Needs(constructs);
  const order = sort(needs);
  if ('cycle' in order) return { objects, findings: [cycleFinding(needs, order.cycle)] };
  const byPath = new Map(objects.map((object) => [object.construct, object]));
  return {
    objects: order.sorted.flatMap(({ node }) => byPath.get(node.path) ?? []),
    findings: misplaced(constructs, byPath),
  };
}

/** Every object behind those that it waits for; or a moment that waits for itself. */
function sort(
  needs: Needs,
): { readonly sorted: readonly IConstruct[] } | { readonly cycle: Moment } {
  const WAITING = 1;
  const DONE = 2;
  const state = new Uint8Array(needs.moments);
  const sorted: IConstruct[] = [];
  // An explicit stack: a chain of dependencies may be longer than that of the engine.
  const stack: { readonly moment: Moment; readonly needed: readonly Moment[]; next: number }[] = [];
  const enter = (moment: Moment) => {
    state[moment] = WAITING;
    stack.push({ moment, needed: needs.of(moment), next: 0 });
  };
  for (const construct of needs.constructs) {
    const moment = needs.at(construct, MADE);
    if (!ApiObject.isApiObject(construct) || state[moment] === DONE) continue;
    enter(moment);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const needed = top.needed[top.next++];
      if (needed === undefined) {
        state[top.moment] = DONE;
        stack.pop();
        const made = needs.constructs[top.moment >> 2];
        if ((top.moment & 3) === MADE && made && ApiObject.isApiObject(made)) sorted.push(made);
      } else if (state[needed] === WAITING) return { cycle: needed };
      else if (state[needed] !== DONE) enter(needed);
    }
  }
  return { sorted };
}

/** The shortest way from a moment back to itself, as the dependencies that are on it. */
function shortestCycle(needs: Needs, start: Moment): readonly Dependency[] {
  const cameFrom = new Map<Moment, Moment>();
  const queue = [start];
  for (const moment of queue) {
    for (const needed of needs.of(moment)) {
      if (cameFrom.has(needed)) continue;
      cameFrom.set(needed, moment);
      queue.push(needed);
    }
    if (cameFrom.has(start)) break;
  }
  const cycle: Dependency[] = [];
  let moment = start;
  do {
    const before = cameFrom.get(moment) ?? start;
    const dependency = needs.dependency(before, moment);
    if (dependency) cycle.unshift(dependency);
    moment = before;
  } while (moment !== start);
  return cycle;
}

function cycleFinding(needs: Needs, start: Moment): Finding {
  const cycle = shortestCycle(needs, start);
  const steps = cycle.map((dependency) => `${sentence(dependency)}${placeOf(dependency)}`);
  return {
    rule: 'dependencies-have-no-cycle',
    severity: 'error',
    origin: cycle[0] && originOfDependency(cycle[0]),
    message: `${steps.join(', ')}: none of them can come first`,
    fix: 'remove one of these dependencies',
  };
}

function placeOf(dependency: Dependency): string {
  const origin = originOfDependency(dependency);
  return origin ? ` (${origin.file}:${origin.line}:${origin.column})` : '';
}
