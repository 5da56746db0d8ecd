import { readFileSync, statSync } from 'node:fs';
import type { Origin } from '../graph/origin';

/** What one file may hold to be read at all; a cluster of a thousand objects, printed by kubectl, has ten. */
export const MOST_MEBIBYTES = 32;

/** The lines that findings point to. Files are read when they are asked for, one at a time. */
export class Sources {
  readonly #given: ReadonlyMap<string, string>;
  #last: { readonly file: string; readonly lines: readonly string[] } | undefined;

  /** @param given the text of sources that cannot be read again, as standard input */
  constructor(given: ReadonlyMap<string, string> = new Map()) {
    this.#given = given;
  }

  /** The line of `origin`, or undefined where there is none to be had. */
  lineOf({ file, line }: Origin): string | undefined {
    // Findings come sorted by file, so to remember one is enough.
    if (this.#last?.file !== file) {
      const text = this.#given.get(file) ?? textOf(file);
      this.#last = { file, lines: text?.replace(/\r\n?/g, '\n').split('\n') ?? [] };
    }
    return this.#last.lines[line - 1];
  }
}

/** An excerpt is a help: where a file cannot be read, there is none. */
function textOf(path: string): string | undefined {
  try {
    const file = statSync(path);
    return file.isFile() && file.size <= MOST_MEBIBYTES * 2 ** 20
      ? readFileSync(path, 'utf8')
      : undefined;
  } catch {
    return undefined;
  }
}
