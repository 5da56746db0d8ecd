import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './place';

/** The folder of the cache that has that name, whether it is there or not. */
export const cachePath = (name: string) => join(cacheFolder(), name);

export const isCached = (name: string) => existsSync(cachePath(name));

/**
 * Fills the folder of that name by `make`, whole or not at all: `make` gets a draft, which has its name
 * only when it is done.
 *
 * @returns the folder
 */
export async function cached(
  name: string,
  make: (draft: string) => Promise<void>,
): Promise<string> {
  const place = cachePath(name);
  if (isCached(name)) return place;
  mkdirSync(cacheFolder(), { recursive: true });
  removeDrafts();
  const draft = join(cacheFolder(), `.draft-${process.pid}`);
  mkdirSync(draft);
  try {
    await make(draft);
    renameSync(draft, place);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return place;
}

/** Removes what builds that were killed have left. */
function removeDrafts(): void {
  for (const file of readdirSync(cacheFolder())) {
    const pid = /^\.draft-(\d+)$/.exec(file)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) {
      rmSync(join(cacheFolder(), file), { recursive: true, force: true });
    }
  }
}
