import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { styleText } from 'node:util';
import { diffLinesUnified } from 'jest-diff';
import { watchSources } from './sources';

const usage = `Usage: npm run watch -- [OPTION]...
  Does what \`npm run synth\` does, now and whenever a source of the program is saved, and prints what changed in
  dist/. It takes the same options. Ctrl-C ends it.`;

const root = process.cwd();
const output = join(root, 'dist');
const sources = ['main.ts', 'lib', 'imports', 'apiserver/dist'].map((path) => join(root, path));
/** What says which packages are installed. */
const packages = ['package-lock.json', 'node_modules/.package-lock.json'].map((path) =>
  join(root, path),
);

/** The status of `main.ts` when it has been standing by with something that is not there any more. */
const STALE = 75;

/** Milliseconds after which a run has to make room for a newer one. */
const LONG = 1500;

/** Runs the program whenever it is asked to, each time in a process of its own that has been standing by. */
class Runs {
  #next: ChildProcess | undefined = this.#standBy();
  #running: ChildProcess | undefined;
  /** Since when another run is wanted. */
  #wanted: number | undefined;
  #hasRun = false;
  #files = filesIn(output);

  /** Runs the program, or runs it again when the present run has ended. */
  run(since: number): void {
    const running = this.#running;
    if (running) {
      // A program that does not end would keep the next one from running.
      if (this.#wanted === undefined) setTimeout(() => running.kill(), LONG).unref();
      this.#wanted ??= since;
      return;
    }
    this.#wanted = undefined;
    this.#running = this.#next ?? this.#standBy();
    this.#running.once('exit', (status) => {
      this.#end(status, since);
    });
    // It may have ended before it was asked; that it has ended is told.
    this.#running.send('run', () => undefined);
  }

  #end(status: number | null, since: number): void {
    this.#running = undefined;
    this.#next = this.#standBy();
    if (status === STALE) {
      this.run(since);
      return;
    }
    this.#hasRun = true;
    const files = filesIn(output);
    for (const change of changes(this.#files, files)) console.log(change);
    this.#files = files;
    const took = `took ${((performance.now() - since) / 1000).toFixed(2)} s`;
    const end = status === null ? 'was ended, for it took too long' : took;
    console.log(inStyle('dim', `${new Date().toLocaleTimeString('sv')} the run ${end}`));
    if (this.#wanted !== undefined) this.run(this.#wanted);
  }

  #standBy(): ChildProcess {
    const options = { cwd: root, execArgv: ['-r', join(__dirname, 'register.js')] };
    const args = ['--stand-by', ...process.argv.slice(2)];
    const child = fork(join(root, 'main.ts'), args, options);
    child.once('exit', (status) => {
      if (this.#next !== child) return;
      this.#next = undefined;
      // Another time would end in the same way.
      if (!this.#hasRun && !this.#running) leave(status ?? 1);
    });
    return child;
  }

  /** Ends all that runs. */
  end(): void {
    this.#running?.kill();
    this.#next?.kill();
  }
}

/** Path below the output folder, with `/` → YAML. */
type Files = ReadonlyMap<string, string>;

function filesIn(folder: string): Files {
  try {
    const names = readdirSync(folder, { recursive: true }).map(String).sort();
    const files = names.filter((name) => name.endsWith('.k8s.yaml'));
    return new Map(
      files.map((name) => [name.split(sep).join('/'), readFileSync(join(folder, name), 'utf8')]),
    );
  } catch {
    return new Map();
  }
}

/** What is not as it was; what several files have alike, as those of several environments do, is told once. */
function changes(before: Files, after: Files): string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  const alike = new Map<string, string[]>();
  for (const path of paths) {
    const [old = '', now = ''] = [before.get(path), after.get(path)];
    if (old === now) continue;
    const what = old === '' ? ' (new)' : now === '' ? ' (removed)' : '';
    const lines = difference(old, now);
    alike.set(lines, [...(alike.get(lines) ?? []), inStyle('bold', `dist/${path}`) + what]);
  }
  return [...alike].map(([lines, names]) => [...names, lines].join('\n'));
}

/** The lines that are not as they were, each with a few around it. */
function difference(before: string, after: string): string {
  const lines = (text: string) => (text === '' ? [] : text.trimEnd().split('\n'));
  return diffLinesUnified(lines(before), lines(after), {
    aColor: (line) => inStyle('red', line),
    bColor: (line) => inStyle('green', line),
    commonColor: (line) => inStyle('dim', line),
    patchColor: (line) => inStyle('cyan', line),
    omitAnnotationLines: true,
    contextLines: 2,
    expand: false,
  });
}

function inStyle(style: Parameters<typeof styleText>[0], text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

function leave(status: number): never {
  stop();
  runs.end();
  process.exit(status);
}

if (process.argv.includes('--help')) {
  console.log(usage);
  process.exit();
}
const runs = new Runs();
const stop = watchSources([...sources, ...packages], (paths, since) => {
  if (paths.some((path) => packages.includes(path))) {
    console.error('The packages have changed: start `npm run watch` again.');
    leave(1);
  }
  runs.run(since);
});
process.once('SIGINT', () => leave(0)).once('SIGTERM', () => leave(143));
runs.run(performance.now());
