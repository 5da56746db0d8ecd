import { distance } from 'fastest-levenshtein';

/**
 * The one of `candidates` that was probably meant by `written`: one that differs in nothing but capitals
 * or two neighbours that changed places, or else in at most a third of its characters, and no more than `most`.
 */
export function nearest(
  written: string,
  candidates: Iterable<string>,
  most = 3,
): string | undefined {
  let best: string | undefined;
  let least = Math.min(most, Math.floor(written.length / 3)) + 1;
  const small = written.toLowerCase();
  for (const candidate of candidates) {
    if (candidate === written || Math.abs(candidate.length - written.length) >= least) continue;
    if (candidate.toLowerCase() === small || isSwapped(written, candidate)) return candidate;
    const edits = distance(written, candidate);
    if (edits >= least) continue;
    least = edits;
    best = candidate;
  }
  return best;
}

/** Whether two neighbouring characters of `one` have changed places in `other`. */
function isSwapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let at = 0;
  while (one[at] === other[at]) at += 1;
  return (
    one[at] === other[at + 1] &&
    one[at + 1] === other[at] &&
    one.slice(at + 2) === other.slice(at + 2)
  );
}

/** `; did you mean "…"?` where one of `candidates` is near, and nothing where none is. */
export function didYouMean(written: string, candidates: Iterable<string>): string {
  const meant = nearest(written, candidates);
  return meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`;
}

/** Comparisons that are worth their while: a million names take about a tenth of a second. */
const PATIENCE = 1_000_000;

/**
 * `ask`, such as `didYouMean`, for a rule that may have to ask about many among many: when that has taken too
 * long, the answer is none.
 */
export function patient<A, C>(
  ask: (asked: A, candidates: readonly C[]) => string,
  patience = PATIENCE,
): (asked: A, candidates: readonly C[]) => string {
  let left = patience;
  return (asked, candidates) => {
    left -= candidates.length;
    return left < 0 ? '' : ask(asked, candidates);
  };
}
