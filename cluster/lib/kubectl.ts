import { exec, type ExecOptions, type Result, start, type Child } from './exec';
import { reasons } from './messages';
import { say } from './say';
import { UserError } from './user-error';

/** kubectl, bound to one cluster. */
export class Kubectl {
  constructor(
    /** The arguments that choose the cluster. */
    private readonly target: readonly string[],
    /** Those of them that a person must type too, because they are not kubectl's own choice. */
    private readonly typed: readonly string[] = target,
    private readonly signal?: AbortSignal,
  ) {}

  /** The same cluster for work that must be done after the interruption too. */
  undisturbed(): Kubectl {
    return new Kubectl(this.target, this.typed, new AbortController().signal);
  }

  /** The line that a person could type. */
  line(args: readonly string[]): string {
    return ['kubectl', ...this.typed, ...args].map(quote).join(' ');
  }

  /** Runs kubectl, whatever its exit code. */
  async try(args: readonly string[], options: ExecOptions = {}): Promise<Result> {
    return exec('kubectl', [...this.target, ...args], this.options(options));
  }

  /** Starts a kubectl that goes on until it is stopped. */
  start(args: readonly string[], options: ExecOptions = {}): Child {
    return start('kubectl', [...this.target, ...args], this.options(options));
  }

  /** What kubectl prints. @throws UserError when it fails */
  async text(args: readonly string[], options?: ExecOptions): Promise<string> {
    const { code, stdout, stderr } = await this.try(args, options);
    if (code === 0) return stdout;
    const reason = reasons(stderr).join('\n  ') || `exit code ${code ?? 'of a signal'}`;
    throw new UserError(`\`${this.line(args)}\` failed: ${reason}`);
  }

  /** What kubectl prints as JSON: the caller names the shape of what it asked for. */
  async json<T>(args: readonly string[], options?: ExecOptions): Promise<T> {
    return JSON.parse(await this.text([...args, '-o', 'json'], options)) as T;
  }

  /** The objects that kubectl prints as JSON: a list, one after the other, or none. */
  async items<T>(args: readonly string[], options?: ExecOptions): Promise<readonly T[]> {
    return objectsIn(await this.text([...args, '-o', 'json'], options)) as T[];
  }

  /** Shows the line, runs it, shows its output. @throws UserError when it fails */
  async show(args: readonly string[], options: ExecOptions = {}): Promise<string> {
    say.command(this.line(args));
    return this.text(args, { ...options, onLine: say.echo });
  }

  private options(options: ExecOptions): ExecOptions {
    return this.signal ? { signal: this.signal, ...options } : options;
  }
}

/** The objects of the JSON documents in `text`; only the first line of a document begins with a brace. */
export function objectsIn(text: string): unknown[] {
  const documents = text.split(/^(?=\{)/m).filter((document) => document.trim() !== '');
  return documents.flatMap((document) => {
    const seen = JSON.parse(document) as { readonly kind?: string; readonly items?: unknown[] };
    return seen.kind === 'List' ? (seen.items ?? []) : [seen];
  });
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
