import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isObject, type Manifest } from './graph/manifest';

/**
 * What the last output holds and says of itself that it may not change: manifests with `immutable: true`.
 * The files are anybody's to edit or damage, so what cannot be read counts as not there.
 *
 * @param root the output folder
 * @param folders the folders below it that are meant
 */
export function immutableIn(root: string, folders: readonly string[]): Manifest[] {
  return folders
    .flatMap((folder) => attempt(() => filesIn(join(root, folder))))
    .flatMap((file) => attempt(() => manifestsIn(readFileSync(file, 'utf8'))));
}

/** The files of the last output: path below `root`, with `/` → what it holds. */
export function outputOf(root: string, folders: readonly string[]): Map<string, string> {
  return new Map(
    folders
      .flatMap((folder) => attempt(() => filesIn(join(root, folder))))
      .flatMap((file) => attempt(() => [[relativeTo(root, file), readFileSync(file, 'utf8')]])),
  );
}

function relativeTo(root: string, file: string): string {
  return relative(root, file).split(sep).join('/');
}

function filesIn(folder: string): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.k8s.yaml'));
  return files.map((name) => join(folder, name));
}

function manifestsIn(text: string): Manifest[] {
  // To parse every file would cost more than the whole run.
  if (!/immutable["']?: +true/.test(text)) return [];
  const documents = parseAllDocuments(text, { version: '1.1', logLevel: 'silent' });
  return [...documents].flatMap((document) =>
    attempt(() => {
      const value: unknown = document.errors.length === 0 ? document.toJS() : undefined;
      return isImmutable(value) ? [value] : [];
    }),
  );
}

function isImmutable(value: unknown): value is Manifest {
  return (
    isObject(value) &&
    value.immutable === true &&
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    isObject(value.metadata) &&
    typeof value.metadata.name === 'string'
  );
}

function attempt<T>(step: () => T[]): T[] {
  try {
    return step();
  } catch {
    return [];
  }
}
