import { distance } from 'fastest-levenshtein';

/**
 * The one of `candidates` that was probably meant by `written`: at most a third of its characters, and
 * no more than three, differ.
 */
export function nearest(written: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.min(3, Math.floor(written.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - written.length) >= least) continue;
    const edits = distance(written, candidate);
    if (edits >= least || edits === 0) continue;
    least = edits;
    best = candidate;
  }
  return best;
}

/** `; did you mean "…"?` where one of `candidates` is near, and nothing where none is. */
export function didYouMean(written: string, candidates: Iterable<string>): string {
  const meant = nearest(written, candidates);
  return meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`;
}
