import type { Origin } from '../graph/graph';
import { originOfError } from '../origins';
import { ProgramError } from './program-error';

/** A mistake in the program, as data; `report/` alone turns it into text. */
export interface Finding {
  /** The rule that is broken; its page is `docs/checks/<rule>.md`. */
  readonly rule: string;
  /** The line that made the mistake, where it is known. */
  readonly origin: Origin | undefined;
  /** What was seen and what is wanted, in one sentence. */
  readonly message: string;
  /** How to mend it. */
  readonly fix: string;
}

/**
 * The finding that `error` stands for. A plain Error is how cdk8s, cdk8s-plus and constructs refuse
 * what they are handed.
 *
 * @throws error itself when it is anything else, such as a TypeError: a defect keeps its stack
 */
export function findingOf(error: unknown): Finding {
  if (error instanceof ProgramError) {
    const { rule, message, fix } = error;
    return { rule, origin: error.origin ?? originOfError(error), message, fix };
  }
  if (!(error instanceof Error) || error.constructor !== Error) throw error;
  return {
    rule: 'program-runs',
    origin: originOfError(error),
    message: error.message,
    fix: 'correct the call at this line; the message is that of the library it calls',
  };
}
