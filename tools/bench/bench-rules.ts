import { child } from './child';
import { tenths } from './figures';
import type { RuleTimes } from './measure-rules';
import { strange } from './strange';
import { table } from './table';

const SHOWN = 12;

/** Shows the slowest rules over the last two of `sizes`, and how they grow, on odd objects too. */
export async function benchRules(sizes: readonly number[]): Promise<void> {
  const [small = 100, large = 1000] = sizes.slice(-2);
  await compare('The usual mix: the slowest rules', '', small, large);
  for (const { name, counts = [1200, 4800] } of strange)
    await compare(name, name, counts[0], counts[1]);
}

async function compare(title: string, mix: string, from: number, to: number): Promise<void> {
  const [before, after] = [await times(mix, from), await times(mix, to)];
  const rows = Object.entries(after)
    .sort(([, one], [, other]) => other - one)
    .slice(0, mix === '' ? SHOWN : 4)
    .map(([rule, time]) => {
      const growth = time / Math.max(before[rule] ?? 0, 0.05);
      return [rule, tenths(before[rule]), tenths(time), `× ${growth.toFixed(1)}`];
    });
  rows.push(['all rules', tenths(total(before)), tenths(total(after)), '']);
  console.log(`\n${title}\n${table(['milliseconds', String(from), String(to), 'growth'], rows)}`);
}

async function times(mix: string, objects: number): Promise<RuleTimes> {
  console.error(`rules over ${objects} objects: ${mix === '' ? 'the usual mix' : mix}`);
  return JSON.parse((await child('measure-rules', [mix, String(objects)])).output) as RuleTimes;
}

function total(times: RuleTimes): number {
  return Object.values(times).reduce((one, other) => one + other, 0);
}
