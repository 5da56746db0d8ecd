import { spawnSync } from 'node:child_process';
import { median } from './figures';

/** A program as it is run from a shell. */
export interface Command {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Where it runs, when that matters. */
  readonly folder?: string;
  /** How to get it. */
  readonly install?: string;
}

/**
 * Milliseconds on the clock that each command takes, as medians, or why it does not do its work here.
 * They run in rounds, so that a machine which slows down slows them all.
 */
export function timesOf(commands: readonly Command[], runs: number): (number | string)[] {
  // This also fills the caches of files and of whoever fetches something first.
  const reasons = commands.map(whyNot);
  const times = commands.map((): number[] => []);
  for (let round = 1; round <= runs; round++) {
    commands.forEach((command, index) => {
      if (reasons[index] !== undefined) return;
      const start = performance.now();
      run(command);
      times[index]?.push(performance.now() - start);
    });
  }
  return times.map((all, index) => reasons[index] ?? median(all));
}

function run({ program, args, environment }: Command) {
  const env = { ...process.env, ...environment };
  return spawnSync(program, args, { encoding: 'utf8', env, maxBuffer: Infinity });
}

/** All objects are right: whoever says something else did not judge them. */
function whyNot(command: Command): string | undefined {
  const { error, status, stdout, stderr } = run(command);
  if (error) return `not installed: ${command.install ?? error.message}`;
  if (status === 0) return undefined;
  const last = `${stdout}\n${stderr}`.trim().split('\n').at(-1) ?? '';
  return `exit status ${status ?? 'unknown'}: ${last.slice(0, 200)}`;
}
