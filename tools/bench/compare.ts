import type { Command } from './commands';
import { median } from './figures';
import { progress } from './progress';
import { type Usage, usageOf } from './usage';

/** A way to do some work, or why it cannot be done here. */
export interface Way {
  /** The cells of the table that name it. */
  readonly name: readonly string[];
  readonly command: Omit<Command, 'name'> | string;
  /** What has to be in the output, as often as is said; each way does the same work. */
  readonly makes?: { readonly pattern: RegExp; readonly times: number };
  /** Runs before each round, and is not measured. */
  readonly before?: () => void;
}

export const heading = ['s', 'CPU s', 'peak MiB', 'ratio'];

/**
 * Rows of a table: medians of seconds on the clock, of processor time and of memory, and the ratio of the
 * processor time to that of the first way. All take turns, so that a machine which slows down slows them all.
 *
 * @param limit seconds after which a way is given up
 */
export async function compare(
  title: string,
  ways: readonly Way[],
  { runs, limit = 120 }: { readonly runs: number; readonly limit?: number },
): Promise<string[][]> {
  const failures = ways.map(({ command }) => (typeof command === 'string' ? command : undefined));
  const usages = ways.map((): Usage[] => []);
  // The first round fills caches of files, and is not counted.
  for (let round = 0; round <= runs; round++) {
    for (const [index, { name, command, before, makes }] of ways.entries()) {
      if (typeof command === 'string' || failures[index] !== undefined) continue;
      progress(`${title}, run ${round} of ${runs}: ${name.join(' ')}`);
      before?.();
      try {
        const usage = await usageOf({ name: '', ...command }, limit);
        const made = makes ? (usage.output.match(makes.pattern)?.length ?? 0) : 0;
        if (makes && made !== makes.times)
          throw new Error(`made ${made} objects, not ${makes.times}`);
        if (round > 0) usages[index]?.push({ ...usage, output: '' });
      } catch (error) {
        failures[index] = (error as Error).message;
      }
    }
  }
  progress('');
  const cpu = (all: readonly Usage[] = []) => median(all.map((usage) => usage.cpu));
  const first = cpu(usages[0]);
  return ways.map(({ name }, index) => {
    const all = usages[index] ?? [];
    const why = failures[index];
    if (why !== undefined) return [...name, why];
    const wall = median(all.map((usage) => usage.wall));
    const memory = median(all.map((usage) => usage.memory));
    const ratio = cpu(all) / first;
    return [...name, wall.toFixed(2), cpu(all).toFixed(2), memory.toFixed(0), ratio.toFixed(2)];
  });
}
