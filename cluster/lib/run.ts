import { constants } from 'node:os';
import { stopChildren } from './exec';
import { type Flags, parseFlags, usage, type Values } from './flags';
import { interrupt } from './interruption';
import { UsageError, UserError } from './user-error';

export interface Verb<F extends Flags> {
  /** The npm script. */
  readonly name: string;
  /** One sentence for the usage. */
  readonly does: string;
  readonly flags: F;
  readonly body: (values: Values<F>) => Promise<void>;
}

/**
 * Runs a verb from the command line and sets the exit code: 0 done, 1 something the user can mend,
 * 2 bad usage or an internal error, 128 + n ended by signal n (130 for Ctrl-C).
 */
export async function run<F extends Flags>(verb: Verb<F>): Promise<void> {
  const args = process.argv.slice(2);
  const help = usage(verb.name, verb.does, verb.flags);
  if (args.includes('--help')) {
    process.stdout.write(`${help}\n`);
    return;
  }
  const ending = endOnSignals();
  try {
    await verb.body(parseFlags(verb.flags, args));
  } catch (error) {
    if (ending.code === undefined) report(error, help);
  } finally {
    await stopChildren();
    if (ending.code !== undefined) process.exitCode = ending.code;
  }
}

function report(error: unknown, help: string): void {
  process.exitCode = error instanceof UserError ? 1 : 2;
  if (error instanceof UserError) process.stderr.write(`✗ ${error.message}\n`);
  else if (error instanceof UsageError) process.stderr.write(`✗ ${error.message}\n\n${help}\n`);
  else
    process.stderr.write(
      `✗ internal error\n${String(error instanceof Error ? error.stack : error)}\n`,
    );
}

/** The first signal lets the verb tidy up; one that comes a second later ends it at once. */
function endOnSignals(): { readonly code: number | undefined } {
  const ending: { code: number | undefined } = { code: undefined };
  let first = 0;
  const end = (code: number) => {
    // Ctrl-C under `npm run` arrives twice: from the terminal, and passed on by npm.
    if (ending.code !== undefined && Date.now() - first > 1000) process.exit(code);
    if (ending.code !== undefined) return;
    [ending.code, first] = [code, Date.now()];
    interrupt();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      end(128 + constants.signals[name]);
    });
  }
  // The reader of a pipe went away, as in `npm run demo | head`.
  process.stdout.on('error', () => {
    end(128 + constants.signals.SIGPIPE);
  });
  return ending;
}
