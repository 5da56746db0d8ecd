import { pause } from '../../lib/interruption';
import { UserError } from '../../lib/user-error';

/**
 * Waits until the condition holds: it gives `true`, or says what is in the way.
 *
 * @throws UserError that names what was in the way last
 */
export async function waitFor(
  what: string,
  seconds: number,
  condition: () => true | string | Promise<true | string>,
  signal?: AbortSignal,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const seen = await condition();
    if (seen === true) return;
    if (performance.now() > end) {
      throw new UserError(`waited ${seconds} s for ${what}, in vain: ${seen}`);
    }
    await pause(50, signal);
  }
}
