import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runHere, unload } from './here';

const root = resolve(__dirname, '../..');
const sources = ['main.ts', 'lib', 'dist', 'package.json', 'tsconfig.json', 'cdk8s.yaml'];
/** What no test changes. */
const shared = ['apiserver', 'imports', 'tools'];
const packages = readdirSync(join(root, 'node_modules')).filter((name) => !name.startsWith('.'));

export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SynthOptions {
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** @default false */
  readonly apiserver?: boolean;
}

/** A copy of the whole program in a folder of its own, to be broken and run as a user would. */
export class ProgramCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'orquesta-'));

  constructor() {
    for (const path of sources)
      cpSync(join(root, path), join(this.folder, path), { recursive: true });
    // What runs keep for the next is in the folder itself, and goes with the copy.
    mkdirSync(join(this.folder, 'node_modules'));
    for (const path of [...shared, ...packages.map((name) => join('node_modules', name))])
      symlinkSync(join(root, path), join(this.folder, path));
  }

  /** Files that were changed, as they were. */
  readonly #broken = new Map<string, string>();

  /** Replaces the one occurrence of `from` in `file`. */
  edit(file: string, from: string | RegExp, to: string): this {
    const path = join(this.folder, file);
    const parts = this.#keep(path).split(from);
    if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${from}`);
    writeFileSync(path, parts.join(to));
    return this;
  }

  delete(file: string): this {
    const path = join(this.folder, file);
    this.#keep(path);
    rmSync(path);
    return this;
  }

  #keep(path: string): string {
    const text = readFileSync(path, 'utf8');
    if (!this.#broken.has(path)) this.#broken.set(path, text);
    unload(this.folder, path);
    return text;
  }

  /** Undoes every change, and what runs did to `dist/` or kept for the next. */
  mend(): void {
    rmSync(join(this.folder, 'node_modules/.cache'), { recursive: true, force: true });
    for (const [path, text] of this.#broken) {
      writeFileSync(path, text);
      unload(this.folder, path);
    }
    this.#broken.clear();
    rmSync(join(this.folder, 'dist'), { recursive: true });
    cpSync(join(root, 'dist'), join(this.folder, 'dist'), { recursive: true });
  }

  /** The place of the one `text` in `file`, as messages give it. */
  at(file: string, text: string): string {
    const [before = '', ...rest] = readFileSync(join(this.folder, file), 'utf8').split(text);
    if (rest.length !== 1) throw new Error(`${file} has ${rest.length} times: ${text}`);
    const lines = before.split('\n');
    return `${file}:${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
  }

  /**
   * Runs what `npm run synth` runs; without the API server inside, which takes as long as all the rest,
   * unless it matters.
   */
  synth(options: SynthOptions = {}): Promise<Run> {
    const { args = [], env, apiserver = false } = options;
    const all = apiserver ? args : ['--no-apiserver', ...args];
    return this.node(['-r', './tools/register.js', 'main.ts', ...all], env);
  }

  /** The same in this process, which has loaded before what is not broken now. */
  synthHere({ args = [], env = {} }: Omit<SynthOptions, 'apiserver'> = {}): Promise<Run> {
    const script = join(this.folder, 'main.ts');
    return runHere(script, ['--no-apiserver', ...args], { cwd: this.folder, env });
  }

  /** Runs Node in this folder. */
  node(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
    return new Promise((done) => {
      const options = {
        cwd: this.folder,
        env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
      };
      execFile(process.execPath, args, options, (error, stdout, stderr) => {
        done({ status: Number(error?.code ?? 0), stdout, stderr });
      });
    });
  }

  /** Path below `dist/` → content. */
  dist(): Record<string, string> {
    return distOf(this.folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** What is committed in `dist/`: path below it → content. */
export function committedDist(): Record<string, string> {
  return distOf(root);
}

function distOf(folder: string): Record<string, string> {
  const dist = join(folder, 'dist');
  const paths = readdirSync(dist, { recursive: true }).map(String).sort();
  const files = paths.filter((path) => path.endsWith('.yaml'));
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(dist, path), 'utf8')]));
}
