import { causes } from './causes';
import { type Difference, differenceOf, saidOf } from './difference';
import type { Judge } from './judge';
import type { Verdict } from './verdict';

/** A group of differences with the same cause. */
interface Group {
  count: number;
  readonly examples: string[];
}

/**
 * What a real server said beside what the one inside says, as a text.
 *
 * @param shown examples of each cause
 */
export function tableOf(verdicts: readonly Verdict[], judge: Judge, shown: number) {
  const groups = new Map<string, Group>();
  const skipped = new Map<string, number>();
  let [equal, explained, unexplained] = [0, 0, 0];
  for (const verdict of verdicts) {
    if (verdict.skipped !== undefined) {
      skipped.set(verdict.skipped, (skipped.get(verdict.skipped) ?? 0) + 1);
      continue;
    }
    const inside = saidOf(judge(verdict.request));
    const difference = differenceOf(verdict.request, verdict, inside);
    if (!difference) {
      equal++;
      continue;
    }
    if (difference.cause === undefined) unexplained++;
    else explained++;
    const title = titleOf(difference);
    const group = groups.get(title) ?? { count: 0, examples: [] };
    groups.set(title, group);
    if (group.count++ < shown) group.examples.push(exampleOf(verdict, inside));
  }
  const lines = [...groups]
    .sort(([, one], [, other]) => other.count - one.count)
    .flatMap(([title, { count, examples }]) => [`${count} × ${title}`, ...examples, '']);
  const left = [...skipped].map(([reason, count]) => `not asked: ${count} × ${reason}`);
  const sum = `${equal} equal, ${explained} different with a cause, ${unexplained} without`;
  return { text: [...lines, ...left, sum].join('\n'), equal, explained, unexplained };
}

function titleOf({ what, cause }: Difference): string {
  const known = causes.find(({ name }) => name === cause);
  return `${what}: ${known ? `${known.name}: ${known.because}` : 'WITHOUT A CAUSE'}`;
}

function exampleOf(verdict: Verdict, inside: Pick<Verdict, 'accepted' | 'status' | 'warnings'>) {
  const line = ({ accepted, status, warnings = [] }: typeof inside) =>
    [accepted ? 'accepted' : (status ?? ''), ...warnings.map((text) => `warning: ${text}`)]
      .map((text) => (text.length > 300 ? `${text.slice(0, 300)}…` : text))
      .join('; ');
  const change = verdict.request.old === undefined ? '' : ' (a change)';
  return `  ${verdict.source}${change}\n    real:   ${line(verdict)}\n    inside: ${line(inside)}`;
}
