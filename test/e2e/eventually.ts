import { setTimeout as pause } from 'node:timers/promises';

/** Tries the claim again until it holds; after `seconds` it fails as its last try did. */
export async function eventually(claim: () => Promise<void>, seconds = 60): Promise<void> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    try {
      await claim();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await pause(250);
  }
}
