import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const controller = new AbortController();
// Every child and every wait listens: Node takes more than ten for a leak.
setMaxListeners(0, controller.signal);

/** Aborted when the user asks the program to end: everything that waits listens to it. */
export const interruption: AbortSignal = controller.signal;

/** Ends every wait and every child that listens to `interruption`. */
export function interrupt(): void {
  controller.abort();
}

/** Thrown by whatever was under way when the interruption came. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}

/** Waits, unless the interruption comes first. @throws Interrupted */
export async function pause(milliseconds: number, signal = interruption): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch {
    throw new Interrupted();
  }
}
