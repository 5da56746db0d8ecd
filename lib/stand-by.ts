import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What is asked for at the start, and is ready when there is something to do. */
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
 * Loads all but the program itself, and waits for a message of the parent process, so that a run that begins
 * then has little left to do.
 *
 * @returns whether what was loaded is still what the files hold; false too when there is no parent any more
 */
export async function standBy(): Promise<boolean> {
  for (const path of ahead) load(path);
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

/** What cannot be loaded is told when it is asked for. */
function load(path: string): void {
  try {
    require(path);
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
