/**
 * Something that the user can mend: printed without a stack, exit 1.
 * The message says what was tried, what was seen, what was wanted, and the repair.
 */
export class UserError extends Error {
  override name = 'UserError';
}

/** A command line that the verb does not understand: printed with the usage, exit 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
