import { spawn } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contenders, type Part, parts } from './contenders';
import type { Measurement } from './measure';
import type { RuleTimes } from './measure-rules';
import { strange } from './strange';
import { table } from './table';

const usage = `Usage: npm run bench -- [--objects N,N,…] [--runs N] [--rules]
  Makes the same objects with cdk8s and with Orquesta, each run in a process of its own, and prints what
  it takes. Quote ratios: times depend on the machine and on what else it does.
  --objects N,N,…  how many, multiples of 25 (100,1000,10000)
  --runs N         counted runs of each, of which medians are shown (5)
  --rules          the slowest rules instead, how they grow, and on objects that no program has
  --help           print this text`;

/** One run, with the time on the clock that the whole process took. */
interface Run extends Measurement {
  readonly wall: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      objects: { type: 'string', default: '100,1000,10000' },
      runs: { type: 'string', default: '5' },
      rules: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  console.log(machine());
  const sizes = values.objects.split(',').map(Number);
  if (values.rules) await benchRules(sizes);
  else for (const objects of sizes) await benchContenders(objects, Number(values.runs));
}

function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpu?.model.trim() ?? '?'}, ${memory} GiB`;
}

/** In rounds, so that a machine which slows down slows them all. */
async function benchContenders(objects: number, runs: number): Promise<void> {
  const results = new Map<string, Run[]>(contenders.map(({ name }) => [name, []]));
  // The first round fills the caches of files and is not counted.
  for (let round = 0; round <= runs; round++) {
    for (const { name } of contenders) {
      console.error(`${objects} objects, run ${round} of ${runs}: ${name}`);
      const { output, wall } = await child('measure', [name, String(objects)]);
      const run = { ...(JSON.parse(output) as Measurement), wall };
      if (run.objects !== objects) throw new Error(`${name} made ${run.objects}, not ${objects}`);
      if (round > 0) results.get(name)?.push(run);
    }
  }
  const seen = (name: string) => results.get(name) ?? [];
  console.log(
    `\n${objects} objects, median of ${runs} runs: milliseconds of processor time by part`,
  );
  console.log(
    table(
      ['', ...parts, 'process', 'on the clock', 'peak MiB'],
      contenders.map(({ name }) => [
        name,
        ...parts.map((part) => milliseconds(median(seen(name).map((run) => run.parts[part])))),
        milliseconds(median(seen(name).map(({ cpu }) => cpu))),
        milliseconds(median(seen(name).map(({ wall }) => wall))),
        milliseconds(median(seen(name).map(({ memory }) => memory))),
      ]),
    ),
  );
  for (const [mine, theirs] of [
    ['orquesta', 'cdk8s'],
    ['orquesta-plus', 'cdk8s-plus'],
  ] as const) {
    const rules = (run: Run | undefined) => sum(run, 'load rules', 'rules');
    const ratios = (of: (run: Run, other: Run) => number) =>
      median(seen(mine).map((run, index) => of(run, seen(theirs)[index] ?? run)));
    const toMake = ratios(
      (run, other) => sum(run, 'rules') / sum(other, 'make', 'render', 'write'),
    );
    const onTop = ratios((run) => rules(run) / (run.cpu - rules(run)));
    const whole = ratios((run, other) => run.cpu / other.cpu);
    console.log(
      `${mine}: all rules take ${percent(toMake)} of what ${theirs} takes to make the objects, and with their loading add ${percent(onTop)} to the process. With the line of every object, ordering and checks, the process takes ${percent(whole)} of what ${theirs} takes`,
    );
  }
}

const SHOWN = 12;

async function benchRules(sizes: readonly number[]): Promise<void> {
  const [small = 100, large = 1000] = sizes.slice(-2);
  const times = async (mix: string, objects: number) => {
    console.error(`rules over ${objects} objects: ${mix === '' ? 'the usual mix' : mix}`);
    return JSON.parse((await child('measure-rules', [mix, String(objects)])).output) as RuleTimes;
  };
  const compare = async (title: string, mix: string, from: number, to: number) => {
    const [before, after] = [await times(mix, from), await times(mix, to)];
    const rows = Object.entries(after)
      .sort(([, one], [, other]) => other - one)
      .slice(0, mix === '' ? SHOWN : 4)
      .map(([rule, time]) => {
        const growth = time / Math.max(before[rule] ?? 0, 0.05);
        return [rule, tenths(before[rule]), tenths(time), `× ${growth.toFixed(1)}`];
      });
    const total = (all: RuleTimes) => Object.values(all).reduce((one, other) => one + other, 0);
    rows.push(['all rules', tenths(total(before)), tenths(total(after)), '']);
    console.log(`\n${title}\n${table(['milliseconds', String(from), String(to), 'growth'], rows)}`);
  };
  await compare('The usual mix: the slowest rules', '', small, large);
  for (const { name, counts = [1200, 4800] } of strange)
    await compare(name, name, counts[0], counts[1]);
}

/** Runs another file of this folder in a process of its own. */
function child(script: string, args: readonly string[]): Promise<{ output: string; wall: number }> {
  const root = join(__dirname, '../..');
  const files = ['-r', join(root, 'tools/register.js'), join(__dirname, `${script}.ts`)];
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const running = spawn(process.execPath, [...files, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    running.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    running.on('error', reject).on('close', (code) => {
      if (code === 0) resolve({ output, wall: performance.now() - start });
      else reject(new Error(`${script} ${args.join(' ')} ended with ${code ?? 'a signal'}`));
    });
  });
}

function sum(run: Run | undefined, ...names: readonly Part[]): number {
  return names.reduce((total, name) => total + (run?.parts[name] ?? 0), 0);
}

/** NaN where nothing was measured. */
function median(values: readonly (number | undefined)[]): number {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = NaN, high = NaN] = [sorted[middle - 1 + (sorted.length % 2)], sorted[middle]];
  return (low + high) / 2;
}

function milliseconds(value: number): string {
  return Number.isNaN(value) ? '' : value.toFixed(0);
}

function tenths(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(1);
}

function percent(value: number): string {
  return `${(value * 100).toFixed(0)} %`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
