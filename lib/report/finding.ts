import type { Origin } from '../graph/graph';
import { isOurs, originOfError } from '../origins';
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
 * what they are handed; of any other, such as a TypeError, it matters whose line it comes from.
 *
 * @param origin the line that is to blame, where the stack does not lead to it
 * @throws error itself when it comes from Orquesta's own code: a defect keeps its stack
 */
export function findingOf(error: unknown, origin?: Origin): Finding {
  if (error instanceof ProgramError) {
    const { rule, message, fix } = error;
    return { rule, origin: error.origin ?? origin ?? originOfError(error), message, fix };
  }
  if (!(error instanceof Error)) throw error;
  const isPlain = error.constructor === Error;
  if (!isPlain && isOurs(error)) throw error;
  const [message = ''] = error.message.split('\n');
  return {
    rule: 'program-runs',
    origin: origin ?? originOfError(error),
    message: isPlain ? message : `${error.name}: ${message}`,
    fix: isPlain
      ? 'correct the call at this line; the message is that of the library it calls'
      : 'correct this line; `npm run typecheck` may say more',
  };
}
