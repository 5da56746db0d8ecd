import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Judges } from './apiserver/judge';
import type * as GraphModule from './graph/graph';
import type * as Input from './input';

/* eslint-disable @typescript-eslint/no-require-imports -- what fails must not keep the rest from loading */

/** What is asked for whatever the program is; not the program itself. */
const ahead = [
  'cdk8s-plus-28',
  './examine',
  './last-output',
  './origins',
  './output',
  './report',
  './settled',
];

/** What runs in a thread of its own, and is not among the modules of this one. */
const apart = join(__dirname, 'apiserver');

/**
 * Loads all but the program itself, has the API server rehearse with the last output, and waits for a message of the
 * parent process: a run that begins then has little left to do.
 *
 * @param output the output folder
 * @returns whether what was loaded is still what the files hold; false too when there is no parent any more
 */
export async function standBy(output: string, judges: Judges | undefined): Promise<boolean> {
  for (const path of ahead) attempt(() => void require(path));
  attempt(() => {
    if (judges) rehearse(output, judges);
  });
  const isCalled = await new Promise<boolean>((resolve) => {
    process.once('message', () => {
      resolve(true);
    });
    process.once('disconnect', () => {
      resolve(false);
    });
  });
  // A channel keeps a process from ending, and when it ends is for the program to say.
  if (process.connected) process.disconnect();
  return isCalled && !hasChanged(performance.timeOrigin);
}

/** The API server inside is slow to judge what it has not judged before, as the first object of each kind. */
function rehearse(output: string, judges: Judges): void {
  const files = readdirSync(output).filter((name) => name.endsWith('.k8s.yaml'));
  if (files.length === 0) return;
  const { readInput } = require('./input') as typeof Input;
  const { Graph } = require('./graph/graph') as typeof GraphModule;
  const { objectsIn } = readInput(files.map((name) => join(output, name)));
  judges.rehearse(new Graph(objectsIn('default')));
}

/** What fails here fails again when it is needed, and is told then. */
function attempt(step: () => void): void {
  try {
    step();
  } catch {
    return;
  }
}

/** Whether any file that is loaded has changed since then; one that was touched counts, for it may have. */
function hasChanged(since: number): boolean {
  const others = readdirSync(apart).map((name) => join(apart, name));
  return [...Object.keys(require.cache), ...others].some((path) => {
    const { ctimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { ctimeMs: Infinity };
    return ctimeMs >= since;
  });
}
