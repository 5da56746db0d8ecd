import { join } from 'node:path';
import { typescript } from './child';
import { compare, heading, type Way } from './compare';
import { shapes } from './shapes';
import { markdown } from './table';

/** Seconds after which a way is given up: what grows with every path takes longer than anybody waits. */
const LIMIT = 20;

/** Programs of a form that is hard on whoever follows every path. */
export async function benchShapes(runs: number): Promise<string> {
  const file = join(__dirname, 'make-shape.ts');
  let page = '';
  for (const [index, { name, objects }] of shapes.entries()) {
    const ways = [
      ['Orquesta', 'all rules', 'orquesta'],
      ['cdk8s, precompiled', '', 'cdk8s'],
    ].map(([title = '', checks = '', way = '']): Way => ({
      name: [title, checks],
      command: { program: process.execPath, args: [...typescript(file), way, String(index)] },
      makes: { pattern: /^kind: /gm, times: objects },
    }));
    const rows = await compare(name, ways, { runs, limit: LIMIT });
    page += `\n## ${name}\n\n${markdown(['', 'checks', ...heading], rows)}\n`;
  }
  return page;
}
