import { Dependable, type IConstruct, type IDependable, Node } from 'constructs';
import type { Origin } from '../graph/origin';
import { originOf, originOfError } from '../origins';

/** One construct that waits for another. */
export interface Dependency {
  readonly from: IConstruct;
  readonly to: IConstruct;
}

/** Where each dependency was declared, by the node that has it. */
const calls = new WeakMap<Node, Map<IDependable, Error>>();
let recording = false;

/** Remembers, from now on, the line of every `addDependency`. Safe to call again. */
export function recordDependencies(): void {
  if (recording) return;
  const prototype = Node.prototype as {
    addDependency: (this: Node, ...targets: IDependable[]) => void;
  };
  const { addDependency } = prototype;
  prototype.addDependency = function (...targets) {
    const call = new Error();
    Error.captureStackTrace(call, prototype.addDependency);
    const known = calls.get(this) ?? new Map<IDependable, Error>();
    calls.set(this, known);
    for (const target of targets) if (!known.has(target)) known.set(target, call);
    addDependency.apply(this, targets);
  };
  recording = true;
}

/** The line that declared it; that of the construct where a library did. */
export function originOfDependency({ from, to }: Dependency): Origin | undefined {
  for (const [target, call] of calls.get(from.node) ?? []) {
    if (Dependable.of(target).dependencyRoots.includes(to))
      return originOfError(call) ?? originOf(from);
  }
  return originOf(from);
}

/** How messages tell a dependency. */
export function sentence({ from, to }: Dependency): string {
  return from === to
    ? `${nameOf(from)} depends on itself`
    : `${nameOf(from)} depends on ${nameOf(to)}`;
}

function nameOf({ node }: IConstruct): string {
  return node.path === '' ? 'the app' : JSON.stringify(node.path);
}
