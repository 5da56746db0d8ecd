import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../../lib/check';
import { Graph } from '../../lib/graph/graph';
import { namespaceOf } from '../../lib/graph/manifest';
import { graphOf } from '../../lib/synthesize';
import { plainTeam } from './plain-team';
import { strange } from './strange';
import { appOf } from './team';

/** Milliseconds that each rule took at least, by its name, and once the indexes that they all ask. */
export type RuleTimes = Readonly<Record<string, number>>;

const folder = join(__dirname, '../../lib/checks');

/** Every rule that is a file of its own, in the index or not. */
function rules(): Rule[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .flatMap((file) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- the names are known only now
      const module = require(join(folder, file)) as Record<string, unknown>;
      return Object.values(module).filter(isRule);
    });
}

function isRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && 'check' in value && 'name' in value;
}

/** A graph as a program has it. What a rule keeps of one is made anew for another. */
function graphFor(mix: string, count: number): Graph {
  if (mix === '') {
    return new Graph(graphOf(appOf(count, plainTeam)).objects);
  }
  const manifests = strange.find(({ name }) => name === mix)?.make(count) ?? [];
  return new Graph(
    manifests.map((manifest) => ({
      manifest,
      namespace: namespaceOf(manifest),
      origin: undefined,
      file: 'bench.k8s.yaml',
    })),
  );
}

const TIMES = 3;

/** To ask for an index is to build it. */
function build(...indexes: readonly unknown[]): number {
  return indexes.length;
}

function measure(mix: string, count: number): RuleTimes {
  const graph = graphFor(mix, count);
  // Made once for all rules, so that the first to ask does not pay.
  const begin = process.cpuUsage();
  build(graph.pods, graph.references, graph.selections, graph.policies, graph.select('', []));
  const indexes = process.cpuUsage(begin);
  const times = rules().map((rule): [string, number] => {
    let least = Infinity;
    for (let time = 0; time < TIMES; time++) {
      const start = process.cpuUsage();
      Array.from(rule.check(graph));
      const { user, system } = process.cpuUsage(start);
      least = Math.min(least, (user + system) / 1000);
      // What takes seconds needs no second look.
      if (least > 2000) break;
    }
    return [rule.name, least];
  });
  const { user, system } = indexes;
  return Object.fromEntries([['(indexes)', (user + system) / 1000], ...times]);
}

const [mix = '', count] = process.argv.slice(2);
console.log(JSON.stringify(measure(mix, Number(count))));
