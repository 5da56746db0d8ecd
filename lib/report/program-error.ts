import type { Origin } from '../graph/origin';

/**
 * A user's mistake that stops the program where it stands. It is reported like any other finding,
 * without a stack trace, at the line of the program that led here.
 */
export class ProgramError extends Error {
  override readonly name = 'ProgramError';

  /**
   * @param rule the rule that is broken; its page is `docs/checks/<rule>.md`
   * @param message what was seen and what is wanted
   * @param fix how to mend it
   * @param origin the line to mend, where the stack does not lead to it
   */
  constructor(
    readonly rule: string,
    message: string,
    readonly fix: string,
    readonly origin?: Origin,
  ) {
    super(message);
  }
}
