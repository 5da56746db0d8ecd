import { parseArgs } from 'node:util';
import { benchApiServer } from './bench-api-server';
import { benchContenders } from './bench-contenders';
import { benchRules } from './bench-rules';
import { machine } from './machine';
import { benchAll } from './write-page';

const usage = `Usage: npm run bench -- [--parts|--api-server|--rules]... [OPTION]...
  Measures, each run in a process of its own. Without an option it compares with the peers, for half an
  hour or more, and writes docs/benchmarks.md. Quote ratios: times depend on the machine and on what else
  it does.
  --quick           one run of each, without 10,000 objects; nothing is written
  --parts           what the parts of a run take, with cdk8s and with Orquesta
  --api-server      the API server inside, alone and beside other programs that judge files
  --rules           the slowest rules, how they grow, and on objects that no program has
  --objects N,N,…   how many: 3, or multiples of 25
  --runs N          counted runs of each, of which medians are shown (5)
  --schemas FOLDER  a copy of github.com/yannh/kubernetes-json-schema, for kubeconform without network
  --help            print this text`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      parts: { type: 'boolean', default: false },
      'api-server': { type: 'boolean', default: false },
      rules: { type: 'boolean', default: false },
      objects: { type: 'string' },
      runs: { type: 'string' },
      schemas: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const { quick, parts, rules, objects, schemas } = values;
  const runs = Number(values.runs ?? (quick ? 1 : 5));
  const sizes = objects?.split(',').map(Number);
  if (!parts && !values['api-server'] && !rules) {
    const isWhole = !quick && objects === undefined && values.runs === undefined;
    await benchAll(sizes ?? (quick ? [3, 150, 1000] : [3, 150, 1000, 10_000]), runs, isWhole);
    return;
  }
  console.log(machine());
  const usual = sizes ?? [100, 1000, 10_000];
  if (parts) for (const size of usual) await benchContenders(size, runs);
  if (values['api-server']) await benchApiServer(usual, runs, schemas);
  if (rules) await benchRules(usual);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
