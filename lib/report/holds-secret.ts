/**
 * Whether a text has a Secret in it, whose values are not for a log. A guess by its letters: the text may be
 * what cannot be read.
 */
export function holdsSecret(text: string): boolean {
  return /\bkind["']?\s*:\s*["']?Secret\b/.test(text);
}
