import { inspect } from 'node:util';
import type { Target } from '../graph/references';
import type { Origin } from '../graph/origin';
import { isOurs, originOfError } from '../origins';
import { ProgramError } from './program-error';

/** An error fails the run; a warning fails it only where all must be strict. */
export type Severity = 'error' | 'warning';

/** A mistake in the program, as data; `report/` alone turns it into text. */
export interface Finding {
  /** The rule that is broken; its page is `docs/checks/<rule>.md`. */
  readonly rule: string;
  readonly severity: Severity;
  /** The line that made the mistake, where it is known. */
  readonly origin: Origin | undefined;
  /**
   * The object that has it.
   * @default - none: there is no object yet, or the mistake is in the program itself
   */
  readonly object?: Target;
  /**
   * The field that has it, as in `spec.ports[0].targetPort`.
   * @default - the object as a whole
   */
  readonly field?: string;
  /**
   * Whether the line of source holds what is not for a log, as a password.
   * @default false
   */
  readonly isConfidential?: boolean;
  /** What was seen and what is wanted, in one sentence. */
  readonly message: string;
  /** How to mend it. */
  readonly fix: string;
}

/**
 * The finding that `error` stands for. A plain Error is how cdk8s, cdk8s-plus and constructs refuse
 * what they are handed; of any other, such as a TypeError, it matters whose line it comes from. What
 * tools/register.js cannot read says its own place.
 *
 * @param origin the line that is to blame, where the stack does not lead to it
 * @throws error itself when it comes from Orquesta's own code: a defect keeps its stack
 */
export function findingOf(error: unknown, origin?: Origin): Finding {
  if (error instanceof ProgramError) {
    const { rule, message, fix } = error;
    const place = error.origin ?? origin ?? originOfError(error);
    return { rule, severity: 'error', origin: place, message, fix };
  }
  const mistake = { rule: 'program-runs', severity: 'error' } as const;
  if (!(error instanceof Error)) {
    const value = typeof error === 'string' ? JSON.stringify(error) : inspect(error, { depth: 0 });
    const message = `${value} is thrown, which is no Error and does not say where`;
    return { ...mistake, origin, message, fix: 'throw an Error: its stack leads to the line' };
  }
  if (isMisread(error)) {
    const { file, line, column } = error;
    return {
      ...mistake,
      origin: { file, line, column },
      message: `this is not TypeScript: ${error.message}`,
      fix: 'correct the text at this place; `npm run typecheck` may say more',
    };
  }
  const isPlain = error.constructor === Error;
  if (!isPlain && isOurs(error)) throw error;
  const [message = ''] = error.message.split('\n');
  return {
    ...mistake,
    origin: origin ?? originOfError(error),
    message: isPlain ? message : `${error.name}: ${message}`,
    fix: isPlain
      ? 'correct the call at this line; the message is that of the library it calls'
      : 'correct this line; `npm run typecheck` may say more',
  };
}

function isMisread(error: Error): error is SyntaxError & Origin {
  return error instanceof SyntaxError && 'file' in error && 'line' in error && 'column' in error;
}
