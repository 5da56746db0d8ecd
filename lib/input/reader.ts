import { freeze } from '../graph/graph';
import { isBuiltIn, isObject, type Manifest } from '../graph/manifest';
import type { Origin } from '../graph/origin';
import type { Finding } from '../report/finding';
import { holdsSecret } from '../report/holds-secret';
import type { Budget } from './aliasing';
import { compose, type Composed } from './compose';
import { type InputFile, reasonOf } from './files';
import { isForeign, manifestsIn } from './manifests';
import { placeOfField } from './place';
import { ReadError, readSource } from './read';
import { Document, type Source } from './source';
import { type Chunk, split, splitJson } from './split';
import { withoutNulls } from './without-nulls';
import { YamlError } from './yaml-error';

/** An object, and where it is. */
export interface Placed {
  readonly manifest: Manifest;
  /** With its fields that have no value, where it has some that the manifest leaves out. */
  readonly sent?: Manifest;
  readonly document: Document;
  /** Where in the document it begins. */
  readonly start: number;
}

/** Findings in one file, after which the rest of it is not worth reading. */
const MOST = 100;

/** Characters of all files together: with what is made of them, they fit into the memory that Node takes. */
const TOTAL = 128 * 2 ** 20;
const TOO_MUCH = 'the files up to here have more than 128 MiB, and no more is read';

/** Reads one file after the other, and gathers what is in them. */
export class Reader {
  readonly objects: Placed[] = [];
  readonly findings: Finding[] = [];
  /** Path → documents in it that are meant for another program. */
  readonly skipped = new Map<string, number>();
  /** The text of what is not to be had from its file again, by name. */
  readonly sources = new Map<string, string>();

  /** What aliases may stand for in all files together; people use them for some lines. */
  readonly #budget: Budget = { aliased: 1_000_000 };
  #left = TOTAL;
  /** Findings in the file that is being read. */
  #found = 0;
  /** The files in which a template was found. */
  readonly #templates = new Set<string>();

  read(file: InputFile): void {
    if (this.#left < 0) return;
    this.#found = 0;
    try {
      const source = readSource(file.path);
      this.#left -= source.text.length;
      if (this.#left < 0) throw new ReadError(TOO_MUCH, 'check fewer files at a time');
      if (source.isKept) this.sources.set(source.name, source.text);
      for (const chunk of split(source.text)) this.#readDocument(file, source, chunk);
    } catch (error) {
      this.reject(file.path, error);
    }
  }

  /** Says why a file is not read. */
  reject(path: string, error: unknown): void {
    if (error instanceof ReadError) {
      const { message, fix, line, column } = error;
      this.#find('file-is-read', { file: path, line, column }, message, fix);
    } else if ((error as NodeJS.ErrnoException).syscall === undefined) {
      throw error;
    } else {
      const message = `this cannot be read: ${reasonOf(error)}`;
      this.#find('file-is-read', { file: path, line: 1, column: 1 }, message, 'mend or remove it');
    }
  }

  #readDocument(file: InputFile, source: Source, chunk: Chunk): void {
    const document = new Document(source, chunk.start, chunk.end);
    if (chunk.stray) {
      const { text, offset } = chunk.stray;
      const isConfidential = holdsSecret(`${text}\n${document.text}`);
      const seen = isConfidential ? 'more' : JSON.stringify(text.slice(0, 60));
      const message = `kubectl takes nothing but a comment after "---", and here is ${seen}`;
      this.#find('file-is-yaml', source.at(offset), message, 'begin a new line after "---"', {
        isConfidential,
      });
      return;
    }
    try {
      this.#readValue(file, document, compose(document.text, this.#budget));
    } catch (error) {
      if (!(error instanceof YamlError)) throw error;
      const values = splitJson(source.text, chunk);
      if (values) for (const value of values) this.#readDocument(file, source, value);
      else this.#notYaml(file, document, error);
    }
  }

  #notYaml(file: InputFile, document: Document, error: YamlError): void {
    const { text } = document;
    if (!file.isNamed && !text.includes('apiVersion')) {
      this.#skip(document);
      return;
    }
    const { name } = document.source;
    if (!text.includes('{{')) {
      const isConfidential = holdsSecret(document.text);
      this.#find('file-is-yaml', document.at(error.offset), error.message, error.fix, {
        isConfidential,
      });
    } else if (!this.#templates.has(name)) {
      this.#templates.add(name);
      const message = `this is a template, as of Helm, and no YAML before it is rendered`;
      const fix = 'check what it makes: `helm template CHART | npm run check -- -`';
      this.#find('file-is-yaml', document.at(text.indexOf('{{')), message, fix);
    }
  }

  #readValue(
    file: InputFile,
    document: Document,
    { value, starts, repeated, hasNull }: Composed,
  ): void {
    // kubectl passes over what is empty.
    if (value === undefined || value === null) return;
    const all = [...manifestsIn(value)];
    const wanted = file.isNamed
      ? all
      : all.filter((each) => each.manifest ?? !isForeign(each.value));
    if (wanted.length < all.length) this.#skip(document);
    if (wanted.length === 0) return;
    for (const { key, offset, isSame } of repeated) {
      const message = `the key ${JSON.stringify(key)} is here for the second time; kubectl takes the last and drops the others${isSame ? ', which are the same' : ''}`;
      const severity = isSame ? 'warning' : 'error';
      const isConfidential = holdsSecret(document.text);
      this.#find('key-is-unique', document.at(offset), message, 'remove one of them', {
        severity,
        isConfidential,
      });
    }
    for (const { value, manifest, slips } of wanted) {
      const start = (isObject(value) ? starts.get(value) : undefined) ?? 0;
      for (const { field, message, fix } of slips) {
        const origin =
          field === undefined ? document.at(start) : placeOfField(document, start, field);
        this.#find('document-is-object', origin, message, fix);
      }
      if (!manifest) continue;
      // What a custom resource without a value means is its own affair.
      const given =
        hasNull && isBuiltIn(manifest)
          ? { manifest: freeze(withoutNulls(manifest)), sent: freeze(manifest) }
          : { manifest: freeze(manifest) };
      this.objects.push({ ...given, document, start });
    }
  }

  #skip({ source: { name } }: Document): void {
    this.skipped.set(name, (this.skipped.get(name) ?? 0) + 1);
  }

  #find(
    rule: string,
    origin: Origin,
    message: string,
    fix: string,
    more: Partial<Pick<Finding, 'severity' | 'isConfidential'>> = {},
  ): void {
    this.findings.push({ rule, severity: 'error', origin, message, fix, ...more });
    this.#found++;
    if (this.#found !== MOST) return;
    const { line, column } = origin;
    const enough = `this has ${MOST} mistakes up to here, and what follows is not read`;
    throw new ReadError(enough, 'mend these first', line, column);
  }
}
