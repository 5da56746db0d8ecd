import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Node, type IConstruct } from 'constructs';
import type { Origin } from './graph/origin';

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

/** Whether `error` was thrown by Orquesta's own code, or by a library on its behalf. */
export function isOurs(error: Error): boolean {
  const first = framesOf(error.stack).find(({ path }) => !isForeign(path));
  return first === undefined || OURS.test(first.path);
}

/** Reusable blocks pass the blame on: the line to mend used them. */
function originInStack(stack: string | undefined): Origin | undefined {
  const frame = framesOf(stack).find(({ path }) => !isForeign(path) && !OURS.test(path));
  return frame && { file: shown(frame.path), line: frame.line, column: frame.column };
}

interface Frame {
  /** As the stack has it, with `/`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Reads the text of a stack, not V8's call sites: whichever source-map support is at work (node,
 * jest) has then already turned positions back into TypeScript ones.
 */
function framesOf(stack: string | undefined): Frame[] {
  return (stack ?? '').split('\n').flatMap((text) => {
    const [, path, line, column] = /^\s+at (?:.*? \()?(.+):(\d+):(\d+)\)?$/.exec(text) ?? [];
    if (path === undefined) return [];
    return [{ path: path.split(sep).join('/'), line: Number(line), column: Number(column) }];
  });
}

/** What makes, checks and reports the program, and is not the program. */
const OURS =
  /\/lib\/(apiserver|constructs|graph|checks|report|input|dependencies)\/|\/lib\/(check|external|last-output|origins|output|synthesize|yaml)\.ts$|\/tools\/|\/(main|check)\.ts$/;

function isForeign(path: string): boolean {
  return /^node:|^evalmachine|<anonymous>|\/node_modules\/|\/imports\/[\w.-]+\.ts$/.test(path);
}

function shown(file: string): string {
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  return relative(process.cwd(), path).split(sep).join('/');
}
