import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Where what one run finds out is kept for the next: never needed, and anybody's to delete. */
const folder = join(__dirname, '../node_modules/.cache/orquesta');

/** One value, as JSON in a file that several runs may read and write at once. */
export class Kept<T> {
  readonly #path: string;

  /** @param name of the file in the folder for such files, or its path */
  constructor(name: string) {
    this.#path = resolve(folder, name);
  }

  /** What was written last; undefined where that is missing, damaged, or cannot be read. */
  read(): T | undefined {
    try {
      const text = readFileSync(this.#path, 'utf8');
      const end = text.indexOf('\n');
      const body = text.slice(end + 1);
      return text.slice(0, end) === hash('sha256', body) ? (JSON.parse(body) as T) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Where nothing can be written, nothing is kept, and that is all. */
  write(value: T): void {
    const body = JSON.stringify(value);
    const temporary = `${this.#path}.${process.pid}`;
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      writeFileSync(temporary, `${hash('sha256', body)}\n${body}`, { mode: 0o600 });
      renameSync(temporary, this.#path);
    } catch {
      // What a full disk has cut short is never read under this name.
      return;
    }
  }
}
