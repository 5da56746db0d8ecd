import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** What a write did to the output folder, as paths below it. */
export interface Written {
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

const OURS = '.k8s.yaml';
const TEMPORARY = '.tmp';

/**
 * Makes the `.k8s.yaml` files in `folders` exactly `files`. Files that are already right are not touched,
 * and every other file and folder is left alone. All new files are complete on disk before the first one
 * takes its place, so a full disk or a missing permission leaves everything as it was.
 *
 * @param root the output folder, made when it is missing
 * @param folders the folders below it whose files are meant, with `/`; `.` is its top
 * @param files path below `root`, with `/` → content
 * @throws the error of the file system
 */
export function writeOutput(
  root: string,
  folders: readonly string[],
  files: ReadonlyMap<string, string>,
): Written {
  const present = folders.flatMap((folder) => filesIn(root, folder));
  const removed = present.filter((path) => path.endsWith(OURS) && !files.has(path));
  const changed = [...files].filter(([path, text]) => contentOf(join(root, path)) !== text);
  const staged = changed.map(([path, text]) => {
    const target = join(root, path);
    return { target, temporary: `${target}${TEMPORARY}`, text };
  });
  try {
    for (const { temporary, text } of staged) {
      mkdirSync(dirname(temporary), { recursive: true });
      writeFileSync(temporary, text);
    }
    for (const { target, temporary } of staged) renameSync(temporary, target);
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    throw error;
  }
  // Those of a run that was killed before it could put them in place.
  const leftovers = present.filter((path) => path.endsWith(TEMPORARY));
  for (const path of [...removed, ...leftovers]) rmSync(join(root, path), { force: true });
  return { changed: changed.map(([path]) => path), removed };
}

function filesIn(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => posix.join(folder, name));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
