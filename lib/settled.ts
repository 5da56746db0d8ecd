import { createHash, hash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import type { Examined, Question } from './examine';
import type { Manifest } from './graph/manifest';
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

/** Environments, and files that one of them may have had since. */
const [ENVIRONMENTS, FILES] = [50, 500];

interface Entry {
  readonly key: string;
  /** The keys of their texts, by path. */
  readonly files: readonly (readonly [path: string, key: string])[];
  readonly objects: number;
}

/**
 * What other runs have come to: the same objects, in the same surroundings, by the same code, come to the same.
 * Environments are remembered when nothing was found against them, and files as they were printed.
 */
export class Settled {
  readonly #environments: Kept<Entry>;
  readonly #files: Kept<string>;
  /** Text → its key among the files. */
  readonly #keys = new Map<string, string>();
  #made: string | undefined;

  /** @param path what the names of the files that it is kept in begin with */
  constructor(path = '') {
    this.#environments = new Kept(`${path}environments`, ENVIRONMENTS);
    this.#files = new Kept(`${path}files`, FILES);
  }

  /** What an environment came to; undefined where it has to be examined. */
  of(name: string, question: Question): Examined | undefined {
    const entry = this.#environments.get(placeOf(name, question));
    if (entry?.key !== this.#keyOf(question)) return undefined;
    const files = new Map(entry.files.map(([path, key]) => [path, this.#files.get(key) ?? '']));
    if (!isThere(question.last, files)) return undefined;
    return { files, objects: entry.objects, findings: () => [] };
  }

  /** Remembers an environment that nothing was found against. */
  add(name: string, question: Question, { files, objects }: Examined): void {
    const [place, key] = [placeOf(name, question), this.#keyOf(question)];
    if (this.#environments.get(place)?.key === key) return;
    const keys = [...files].map(([path, text]) => [path, this.#keys.get(text) ?? ''] as const);
    this.#environments.set(place, { key, files: keys, objects });
  }

  /** The YAML of objects, printed where it has not been before. */
  print(
    manifests: readonly Manifest[],
    toYaml: (manifests: readonly Manifest[]) => string,
  ): string {
    const key = this.#sum(manifests);
    const known = this.#files.get(key);
    const text = known ?? toYaml(manifests);
    if (known === undefined) this.#files.set(key, text);
    this.#keys.set(text, key);
    return text;
  }

  /** Writes down what is new. */
  save(): void {
    this.#environments.save();
    this.#files.save();
  }

  #keyOf({ rendered, surroundings, last, minor }: Question): string {
    const objects = rendered.objects.map(({ manifest, namespace, construct, file }) => [
      ...[manifest, namespace, construct, file],
    ]);
    // Besides what `last` holds: see `isThere`.
    return this.#sum([objects, surroundings, minor, last !== undefined]);
  }

  #sum(value: unknown): string {
    this.#made ??= identityOf(makers);
    const parts = [Buffer.from(this.#made), serialize(value)];
    return hash('sha256', Buffer.concat(parts), 'base64');
  }
}

/** Where there has been no output, as for the CLI of cdk8s, which empties the folder, more is asked. */
function placeOf(name: string, { last }: Question): string {
  return last?.size === 0 ? `${name} anew` : name;
}

/** Whether all is remembered, and is the last output: then nothing changes, and nobody is asked about a change. */
function isThere(last: Question['last'], files: Examined['files']): boolean {
  if ([...files.values()].includes('')) return false;
  if (!last || last.size === 0) return true;
  return last.size === files.size && [...files].every(([path, text]) => last.get(path) === text);
}

/** Of files as they are, and of this Node: one that is written anew, even as it was, is another. */
function identityOf(paths: readonly string[]): string {
  const sum = createHash('sha256').update(process.version);
  for (const path of paths.flatMap(filesIn)) {
    const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
    const state = stat && [stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' ');
    sum.update(`${path}\0${state ?? ''}\0`);
  }
  return sum.digest('base64');
}

function filesIn(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
}
