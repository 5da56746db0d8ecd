import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { benchApiServer } from './bench-api-server';
import { benchContenders } from './bench-contenders';
import { benchRules } from './bench-rules';

const usage = `Usage: npm run bench -- [--contenders] [--api-server] [--rules] [OPTION]...
  Measures, each run in a process of its own; the first two where none of the three is named. Quote
  ratios: times depend on the machine and on what else it does.
  --contenders      the same objects, made with cdk8s and with Orquesta
  --api-server      the API server inside, alone and beside other programs that judge files
  --rules           the slowest rules, how they grow, and on objects that no program has
  --objects N,N,…   how many, multiples of 25 (100,1000,10000)
  --runs N          counted runs of each, of which medians are shown (5)
  --schemas FOLDER  a copy of github.com/yannh/kubernetes-json-schema, for kubeconform without network
  --help            print this text`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      contenders: { type: 'boolean' },
      'api-server': { type: 'boolean' },
      rules: { type: 'boolean' },
      objects: { type: 'string', default: '100,1000,10000' },
      runs: { type: 'string', default: '5' },
      schemas: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  console.log(machine());
  const sizes = values.objects.split(',').map(Number);
  const runs = Number(values.runs);
  const all = !values.contenders && !values['api-server'] && !values.rules;
  if (values.contenders ?? all) {
    for (const objects of sizes) await benchContenders(objects, runs);
  }
  if (values['api-server'] ?? all) await benchApiServer(sizes, runs, values.schemas);
  if (values.rules) await benchRules(sizes);
}

function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpu?.model.trim() ?? '?'}, ${memory} GiB`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
