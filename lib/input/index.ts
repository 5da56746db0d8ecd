import type { GraphObject } from '../graph/graph';
import { isClusterScoped } from '../graph/manifest';
import type { Finding } from '../report/finding';
import { filesOf } from './files';
import { placeOfField, wholeAtField } from './place';
import { type Placed, Reader } from './reader';
import { ReadError } from './read';

/** What some files and folders hold. */
export interface Input {
  /** The objects, those that say no namespace being in the one given. */
  readonly objectsIn: (namespace: string) => readonly GraphObject[];
  /** What is wrong before there are objects. */
  readonly findings: readonly Finding[];
  /** Path → documents in it that are meant for another program. */
  readonly skipped: ReadonlyMap<string, number>;
  /** What must be rendered first; each a sentence. */
  readonly leftOut: readonly string[];
  /** The text of what cannot be read twice, by name. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * What the files and folders named hold; `-` is standard input.
 *
 * @throws UsageError when one of them does not exist or may not be read
 */
export function readInput(paths: readonly string[]): Input {
  const { files, leftOut, unreadable } = filesOf(paths);
  const reader = new Reader();
  for (const file of files) reader.read(file);
  for (const [path, reason] of unreadable) {
    reader.reject(path, new ReadError(`this cannot be read: ${reason}`, 'mend or remove it'));
  }
  const { objects, findings, skipped, sources } = reader;
  return {
    objectsIn: (namespace) => objects.map((each) => objectOf(each, namespace)),
    findings,
    skipped,
    leftOut,
    sources,
  };
}

function objectOf({ manifest, sent, document, start }: Placed, namespace: string): GraphObject {
  return {
    manifest,
    ...(sent && { sent }),
    namespace: isClusterScoped(manifest) ? undefined : (manifest.metadata.namespace ?? namespace),
    // Only a finding asks for the line.
    get origin() {
      return document.at(start);
    },
    originOf: (field) => placeOfField(document, start, field),
    wholeAt: (field) => wholeAtField(document, start, field),
    file: document.source.name,
  };
}
