import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { cache } from './cache';

/** Values by key, in a file that several runs may read and write at once; the last to write is right. */
export class Kept<T> {
  readonly #path: string;
  readonly #most: number;
  #values: Map<string, T> | undefined;
  #isNew = false;

  /**
   * @param name of the file in the folder for such files, or its path
   * @param most how many it may hold; those asked for longest ago make room
   */
  constructor(name: string, most: number) {
    this.#path = resolve(cache, name);
    this.#most = most;
  }

  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  get(key: string): T | undefined {
    const value = this.#all.get(key);
    if (value !== undefined && this.#all.delete(key)) this.#all.set(key, value);
    return value;
  }

  set(key: string, value: T): void {
    this.#all.delete(key);
    this.#all.set(key, value);
    this.#isNew = true;
  }

  /** Writes down what is new. Where nothing can be written, nothing is kept, and that is all. */
  save(): void {
    if (!this.#isNew) return;
    this.#isNew = false;
    const body = JSON.stringify([...this.#all].slice(-this.#most));
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

  get #all(): Map<string, T> {
    return (this.#values ??= new Map(read(this.#path) as [string, T][] | undefined));
  }
}

/** What was written last; undefined where that is missing, damaged, or cannot be read. */
function read(path: string): unknown {
  try {
    const text = readFileSync(path, 'utf8');
    const end = text.indexOf('\n');
    const body = text.slice(end + 1);
    return text.slice(0, end) === hash('sha256', body) ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}
