import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import type { Examined, Question } from './examine';
import { Kept } from './kept';

/** What says what an environment comes to: the rules, the printer, what both need, and the API server inside. */
export const makers = [
  'apiserver/dist',
  'imports/crds',
  'lib/apiserver',
  'lib/check.ts',
  'lib/checks',
  'lib/examine.ts',
  'lib/graph',
  'lib/input',
  'lib/report',
  'lib/yaml.ts',
  'node_modules/fastest-levenshtein',
  'node_modules/js-yaml',
  'node_modules/yaml',
  'package-lock.json',
].map((path) => join(__dirname, '..', path));

interface Entry {
  readonly key: string;
  readonly files: [path: string, text: string][];
  readonly objects: number;
}

/**
 * What environments came to in other runs, when nothing was found against them: the same objects, in the same
 * surroundings, examined by the same code, come to the same.
 */
export class Settled {
  readonly #kept: Kept<[name: string, Entry][]>;
  #entries: Map<string, Entry> | undefined;
  #made: string | undefined;
  #isNew = false;

  constructor(path = 'settled') {
    this.#kept = new Kept(path);
  }

  get #all(): Map<string, Entry> {
    return (this.#entries ??= new Map(this.#kept.read()));
  }

  /** What an environment came to; undefined where it has to be examined. */
  of(name: string, question: Question): Examined | undefined {
    const entry = this.#all.get(name);
    if (!entry || !isThere(question.last, entry.files)) return undefined;
    if (entry.key !== this.#keyOf(question)) return undefined;
    return { files: new Map(entry.files), objects: entry.objects, findings: () => [] };
  }

  /** Remembers that nothing was found. */
  add(name: string, question: Question, { files, objects }: Examined): void {
    const key = this.#keyOf(question);
    if (this.#all.get(name)?.key === key) return;
    this.#all.set(name, { key, files: [...files], objects });
    this.#isNew = true;
  }

  /** Writes down what is new. */
  save(): void {
    if (this.#isNew) this.#kept.write([...this.#all]);
    this.#isNew = false;
  }

  #keyOf({ rendered, surroundings, last, minor }: Question): string {
    this.#made ??= identityOf(makers);
    const objects = rendered.objects.map(({ manifest, namespace, construct, file }) => [
      ...[manifest, namespace, construct, file],
    ]);
    // Besides what `last` holds: see `isThere`.
    const asked = [process.version, objects, surroundings, minor, last !== undefined];
    return createHash('sha256').update(this.#made).update(serialize(asked)).digest('base64');
  }
}

/** Whether the last output is what is remembered, so that nothing changes and nobody is asked about a change. */
function isThere(last: Question['last'], files: Entry['files']): boolean {
  if (!last) return true;
  return last.size === files.length && files.every(([path, text]) => last.get(path) === text);
}

/** Of files as they are: one that is edited, even to what it was, is another. */
function identityOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesIn)) {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    hash.update(`${path}\0${ino}\0${size}\0${mtimeNs}\0${ctimeNs}\0`);
  }
  return hash.digest('base64');
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
}
