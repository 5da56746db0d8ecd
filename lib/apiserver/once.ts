import { subjectOf } from '../check';
import { groupBy } from '../graph/graph';
import type { Finding } from '../report/finding';
import { CHANGE } from './refusals';
import { apiServerRuleNames } from './rules';

/** Rules that name the mistake at another field than the API server does. */
const elsewhere: Readonly<Record<string, RegExp>> = {
  'limit-range-admits-pods':
    /(minimum|maximum|max limit to request ratio).* per (Container|Pod|Pers)/,
  'selector-matches-template': /`selector` does not match template `labels`/,
  'immutable-is-not-edited': /field is immutable when `immutable` is set/,
};

/**
 * One finding for what both a rule and the API server have found: the rule knows more about how to mend it,
 * and the words of the server follow its own. Both count as errors, so nothing passes that did not.
 */
export function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const named = groupBy(
    findings.filter(({ rule, severity }) => severity === 'error' && !isServers(rule)),
    subjectOf,
  );
  if (named.size === 0) return [...findings];
  const words = new Map<Finding, string[]>();
  const once = findings.filter((finding) => {
    if (!isServers(finding.rule)) return true;
    const rule = named.get(subjectOf(finding))?.find((ours) => isSame(ours, finding));
    if (rule) words.set(rule, [...(words.get(rule) ?? []), wordsOf(finding)]);
    return !rule;
  });
  return once.map((finding) => ({
    ...finding,
    message: [finding.message, ...(words.get(finding) ?? [])].join('; '),
  }));
}

/** What it says of the object, which the rule has named already. */
function wordsOf({ message }: Finding): string {
  const [said] = /\b(is|makes|may not) [^"]*Kubernetes 1\.[^]*$/.exec(message) ?? [];
  return said === undefined ? message : `it ${said}`;
}

function isServers(rule: string): boolean {
  return apiServerRuleNames.includes(rule);
}

function isSame(ours: Finding, theirs: Finding): boolean {
  if (elsewhere[ours.rule]?.test(theirs.message)) return true;
  // A change is refused for another reason than what stands there.
  if (theirs.message.includes(CHANGE) || !theirs.field?.includes('.')) return false;
  return ours.field !== undefined && isIn(theirs.field, ours.field);
}

/** Whether `inner` is the field `outer`, or stands in it. */
function isIn(outer: string, inner: string): boolean {
  return inner.startsWith(outer) && /^([.[]|$)/.test(inner.slice(outer.length));
}
