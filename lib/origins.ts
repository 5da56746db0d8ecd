import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Node, type IConstruct } from 'constructs';
import type { Origin } from './graph/graph';

/** Frames between the root of a program and an object: charts, nested constructs, cdk8s-plus. */
const DEPTH = 50;

const stacks = new WeakMap<IConstruct, { stack?: string }>();
let recording = false;

/**
 * Remembers, from now on, where every construct is made. Safe to call again.
 *
 * constructs keeps no trace of its own; `Node.addChild` is called once for every child and is the
 * only such place. It is private in TypeScript, so a test guards this against new releases.
 *
 * @throws Error when the installed constructs release has no `Node.addChild`.
 */
export function recordOrigins(): void {
  if (recording) return;
  const prototype = Node.prototype as unknown as {
    addChild?: (this: Node, child: IConstruct, name: string) => void;
  };
  const addChild = prototype.addChild;
  if (!addChild) throw new Error('constructs no longer has Node.addChild: lib/origins.ts needs it');
  prototype.addChild = function (child, name) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = DEPTH;
    const holder: { stack?: string } = {};
    Error.captureStackTrace(holder, prototype.addChild);
    Error.stackTraceLimit = limit;
    stacks.set(child, holder);
    addChild.call(this, child, name);
  };
  recording = true;
}

/** The line of the program that made `construct`, or undefined for the root of the tree. */
export function originOf(construct: IConstruct): Origin | undefined {
  return originInStack(stacks.get(construct)?.stack);
}

/** The line of the program that led to `error`, or undefined when no program line is in its stack. */
export function originOfError(error: Error): Origin | undefined {
  return originInStack(error.stack);
}

/**
 * Reads the text of a stack, not V8's call sites: whichever source-map support is at work (node,
 * jest) has then already turned positions back into TypeScript ones.
 */
function originInStack(stack: string | undefined): Origin | undefined {
  for (const line of stack?.split('\n') ?? []) {
    const frame = /^\s+at (?:.*? \()?(.+):(\d+):(\d+)\)?$/.exec(line);
    if (!frame?.[1] || !isProgram(frame[1])) continue;
    return { file: shown(frame[1]), line: Number(frame[2]), column: Number(frame[3]) };
  }
  return undefined;
}

/** Reusable blocks, and this file's own wrapper, pass the blame on: the line to mend used them. */
function isProgram(file: string): boolean {
  const path = file.split(/[\\/]/).join('/');
  return !/^node:|^evalmachine|<anonymous>|\/node_modules\/|\/lib\/constructs\/|\/lib\/origins\.ts$/.test(
    path,
  );
}

function shown(file: string): string {
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  return relative(process.cwd(), path).split(sep).join('/');
}
