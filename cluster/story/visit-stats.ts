import type { Visit } from './load-client';

/** What the requests of a span of time met. */
export interface VisitStats {
  readonly sent: number;
  readonly failed: number;
  /** Answers that took half a second or more: a person notices them. */
  readonly slow: number;
  /** How often each text was the answer, the first seen first. */
  readonly texts: Readonly<Record<string, number>>;
  /** How often each error was met. */
  readonly errors: Readonly<Record<string, number>>;
  /** 95 % of the answers took at most so many milliseconds; 0 without answers. */
  readonly p95: number;
  /** From the first failed request to the end of the last one, in milliseconds. */
  readonly outage: number;
}

/** The requests sent from `from` (included) to `to` (excluded). */
export function visitStats(visits: readonly Visit[], from: number, to: number): VisitStats {
  const span = visits.filter(({ at }) => at >= from && at < to).sort((a, b) => a.at - b.at);
  const failed = span.filter(({ error }) => error !== undefined);
  const answered = span.filter(({ error }) => error === undefined).map(({ took }) => took);
  answered.sort((a, b) => a - b);
  return {
    sent: span.length,
    failed: failed.length,
    slow: answered.filter((took) => took >= 500).length,
    texts: count(span.map(({ text }) => text)),
    errors: count(span.map(({ error }) => error)),
    p95: answered[Math.ceil(answered.length * 0.95) - 1] ?? 0,
    outage: Math.max(0, ...failed.map(({ at, took }) => at + took)) - (failed[0]?.at ?? 0),
  };
}

function count(words: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) if (word !== undefined) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
