import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { minors } from '../../lib/apiserver/files';
import { graphOf } from '../../lib/synthesize';
import { toYaml } from '../../lib/yaml';
import { child, typescript } from './child';
import { type Command, timesOf } from './commands';
import { hundredths, median, whole } from './figures';
import type { ApiServerTimes } from './measure-api-server';
import { plainTeam } from './plain-team';
import { table } from './table';
import { appOf } from './team';

/** Shows what it takes to ask the API server inside, and what other programs that judge objects take. */
export async function benchApiServer(
  sizes: readonly number[],
  runs: number,
  schemas: string | undefined,
): Promise<void> {
  await benchAnswers(sizes, runs);
  const folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
  try {
    compare('A synth of this program', synths(folder), runs);
    for (const objects of sizes)
      compare(`${objects} objects in one file`, judges(folder, objects, schemas), runs);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function benchAnswers(sizes: readonly number[], runs: number): Promise<void> {
  const rows = [];
  for (const objects of sizes) {
    const all: ApiServerTimes[] = [];
    for (let run = 1; run <= runs; run++) {
      console.error(`${objects} objects, run ${run} of ${runs}: the API server inside`);
      const { output } = await child('measure-api-server', [String(objects)]);
      all.push(JSON.parse(output) as ApiServerTimes);
    }
    const of = (key: keyof ApiServerTimes) => median(all.map((each) => each[key]));
    rows.push([
      String(objects),
      whole(of('ready')),
      whole(of('judged')),
      hundredths(of('judged') / objects),
      whole(of('before')),
      whole(of('memory')),
    ]);
  }
  console.log(`\nThe API server inside: milliseconds on the clock, median of ${runs} runs`);
  const heading = ['objects', 'until ready', 'until judged', 'each', 'MiB before', 'peak MiB'];
  console.log(table(heading, rows));
}

/** Each beside the first. */
function compare(title: string, commands: readonly Command[], runs: number): void {
  console.error(title);
  const times = timesOf(commands, runs);
  const [first] = times;
  const rows = commands.map(({ name }, index) => {
    const time = times[index];
    return [
      name,
      ...(typeof time === 'number' ? [whole(time), hundredths(time / Number(first))] : []),
    ];
  });
  console.log(`\n${title}: milliseconds on the clock, median of ${runs} runs`);
  console.log(table(['', 'ms', 'ratio'], rows));
  commands.forEach(({ name }, index) => {
    const why = times[index];
    if (typeof why === 'string') console.log(`${name}: ${why}`);
  });
}

function named(script: string, options: readonly string[]): string {
  return options.length === 0 ? script : [script, '--', ...options].join(' ');
}

const root = join(__dirname, '../..');

function synths(folder: string): Command[] {
  const environment = { CDK8S_OUTDIR: join(folder, 'dist') };
  return [[], ['--no-apiserver']].map((options) => ({
    name: named('npm run synth', options),
    program: process.execPath,
    args: [...typescript(join(root, 'main.ts')), ...options],
    environment,
  }));
}

/** What judges files, run as its own pages say. All but this program compare with schemas alone. */
function judges(folder: string, objects: number, schemas: string | undefined): Command[] {
  const file = join(folder, `${objects}.yaml`);
  const made = graphOf(appOf(objects, plainTeam)).objects;
  writeFileSync(file, toYaml(made.map(({ manifest }) => manifest)));
  const check = (...options: readonly string[]): Command => ({
    name: named('npm run check', options),
    program: process.execPath,
    args: [...typescript(join(root, 'check.ts')), ...options, file],
  });
  const from = schemas === undefined ? ['-cache', folder] : ['-schema-location', schemas];
  return [
    check(),
    check('--no-apiserver'),
    check('--kubernetes', minors.join(',')),
    {
      name: 'kubeconform -strict',
      program: 'kubeconform',
      args: ['-strict', ...from, file],
      install: 'go install github.com/yannh/kubeconform/cmd/kubeconform@latest',
    },
    {
      name: 'kubectl-validate',
      program: 'kubectl-validate',
      args: [file],
      install: 'go install sigs.k8s.io/kubectl-validate@latest',
    },
  ];
}
