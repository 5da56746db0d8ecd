import { accessSync, constants, readdirSync, realpathSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { isStream } from './read';
import { rendererOf } from './renderer';
import { UsageError } from './usage-error';

/** A file to read. */
export interface InputFile {
  readonly path: string;
  /** Whether it was named itself, not only a folder that it is in. */
  readonly isNamed: boolean;
}

/** The files that some paths mean. */
export interface Files {
  readonly files: readonly InputFile[];
  /** Folders that need another program before there is anything to check; each a sentence. */
  readonly leftOut: readonly string[];
  /** What is in a folder and cannot be read: path → why. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/**
 * Every file that `paths` name, and every `.yaml`, `.yml` and `.json` in the folders that they name, sorted
 * by name and each once. Folders that begin with a dot and `node_modules` are passed over.
 *
 * @throws UsageError when a path does not exist or may not be read
 */
export function filesOf(paths: readonly string[]): Files {
  const walk = new Walk();
  const problems = paths.flatMap((path) => {
    try {
      walk.addNamed(path);
      return [];
    } catch (error) {
      return [`${path}: ${reasonOf(error)}`];
    }
  });
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return walk;
}

/** The words of the system for what went wrong, as in `no such file or directory`. */
export function reasonOf(error: unknown): string {
  const { message, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return message;
  return /^[A-Z0-9]+: (.*?),? \w+( '.*)?$/s.exec(message)?.[1] ?? message;
}

class Walk implements Files {
  readonly files: InputFile[] = [];
  readonly leftOut: string[] = [];
  readonly unreadable = new Map<string, string>();
  /** The real paths of what was met. */
  readonly #met = new Set<string>();

  addNamed(given: string): void {
    const path = given === '-' ? given : posix.normalize(given);
    if (isStream(path)) {
      if (this.#meet(path)) this.files.push({ path, isNamed: true });
      return;
    }
    const status = statSync(path);
    accessSync(path, constants.R_OK);
    if (status.isDirectory()) this.#addFolder(path.replace(/(.)\/$/, '$1'));
    else if (!status.isFile()) throw new Error('this is neither a file nor a folder');
    else if (this.#meet(realpathSync(path))) this.files.push({ path, isNamed: true });
  }

  #addFolder(path: string): void {
    if (!this.#meet(realpathSync(path))) return;
    const names = readdirSync(path).sort();
    const renderer = rendererOf(path, names);
    if (renderer !== undefined) this.leftOut.push(renderer);
    else for (const name of names) this.#addEntry(posix.join(path, name), name);
  }

  #addEntry(path: string, name: string): void {
    const isWanted = /\.(ya?ml|json)$/.test(name);
    let isFolder = false;
    try {
      const status = statSync(path);
      isFolder = status.isDirectory();
      if (isFolder) {
        if (!name.startsWith('.') && name !== 'node_modules') this.#addFolder(path);
      } else if (isWanted) {
        if (!status.isFile()) throw new Error('this is neither a file nor a folder');
        if (this.#meet(realpathSync(path))) this.files.push({ path, isNamed: false });
      }
    } catch (error) {
      // A link that leads nowhere matters only where a file was wanted.
      if (isWanted || isFolder) this.unreadable.set(path, reasonOf(error));
    }
  }

  /** Says whether it is met for the first time. */
  #meet(path: string): boolean {
    const isNew = !this.#met.has(path);
    this.#met.add(path);
    return isNew;
  }
}
