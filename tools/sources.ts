import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds without a word of the file system after which a save is complete: editors make several steps of one. */
const QUIET = 15;

/** What is read as a source; editors keep files of their own beside them. */
const SOURCE = /\.(ts|json|yaml|br)$/;

/**
 * Tells when files are added, removed, renamed or written, however an editor does it. The file system says that
 * something happened, and what it was is found by looking: so nothing is missed in a folder that is just made.
 *
 * @param paths files and folders, each with all that is in it
 * @param changed is called with the paths of what is not as it was the last time, and since when
 * @returns ends it
 */
export function watchSources(
  paths: readonly string[],
  changed: (paths: readonly string[], since: number) => void,
): () => void {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let since: number | undefined;
  let before = look();

  function look(): Map<string, string> {
    const states = new Map<string, string>();
    const folders = new Set<string>();
    const visit = (path: string) => {
      const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
      if (stat?.isDirectory()) {
        folders.add(path);
        // Before it is read, so that what comes later is told.
        follow(path);
        for (const name of namesIn(path)) visit(join(path, name));
      } else if (stat && SOURCE.test(path))
        states.set(path, `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`);
    };
    for (const path of paths) {
      // A file that an editor replaces is told by its folder.
      const folder = join(path, '..');
      folders.add(folder);
      follow(folder);
      visit(path);
    }
    for (const [path, watcher] of watchers) {
      if (folders.has(path)) continue;
      watcher.close();
      watchers.delete(path);
    }
    return states;
  }

  function follow(folder: string): void {
    if (watchers.has(folder)) return;
    try {
      const watcher = watch(folder, () => {
        since ??= performance.now();
        clearTimeout(timer);
        timer = setTimeout(compare, QUIET);
      });
      // A folder that goes is missed when its own is looked at.
      watcher.on('error', () => undefined);
      watchers.set(folder, watcher);
    } catch {
      return;
    }
  }

  function compare(): void {
    const now = look();
    const all = [...new Set([...before.keys(), ...now.keys()])];
    const different = all.filter((path) => before.get(path) !== now.get(path));
    before = now;
    const at = since ?? performance.now();
    since = undefined;
    if (different.length > 0) changed(different, at);
  }

  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
