import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** What a write did to the output folder, as paths below it. */
export interface Written {
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

const OURS = '.k8s.yaml';

/**
 * Makes the `.k8s.yaml` files below `folder` exactly `files`. Files that are already right are not
 * touched, and every other kind of file is left alone. All new files are complete on disk before the
 * first one takes its place, so a full disk or a missing permission leaves everything as it was.
 *
 * @param folder the output folder, made when it is missing
 * @param files path below `folder`, with `/` → content
 * @param stale whether a file at such a path may be removed when it is not in `files`
 * @throws the error of the file system
 */
export function writeOutput(
  folder: string,
  files: ReadonlyMap<string, string>,
  stale: (path: string) => boolean = () => true,
): Written {
  const present = filesBelow(folder);
  const changed = [...files.keys()].filter(
    (path) => contentOf(join(folder, path)) !== files.get(path),
  );
  const removed = present.filter((path) => path.endsWith(OURS) && !files.has(path) && stale(path));
  const staged = changed.map((path) => ({
    target: join(folder, path),
    temporary: join(folder, `${path}.${process.pid}.tmp`),
  }));
  try {
    for (const [index, { target, temporary }] of staged.entries()) {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(temporary, files.get(changed[index] ?? '') ?? '');
    }
    for (const { target, temporary } of staged) renameSync(temporary, target);
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    throw error;
  }
  for (const path of removed) rmSync(join(folder, path));
  return { changed, removed };
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
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
