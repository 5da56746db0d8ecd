import { apiServerRuleNames } from './apiserver/rules';
import { describe, type External, type Graph, type GraphObject, targetOf } from './graph/graph';
import { didYouMean } from './graph/nearest';
import type { Finding, Severity } from './report/finding';

/** What a rule says of one object: the sentence that names the mistake, and how to mend it. */
export interface Verdict {
  readonly object: GraphObject | External;
  /**
   * The field that is wrong, as in `spec.ports[0].targetPort`.
   * @default - the object as a whole
   */
  readonly field?: string;
  /**
   * Whether the line of source holds what is not for a log, as a password.
   * @default false
   */
  readonly isConfidential?: boolean;
  readonly message: string;
  readonly fix: string;
}

/**
 * One rule: what must be true of the objects of a program. A rule may read the whole graph and
 * speaks only of objects in it. Its name is its file's name and says what must be true.
 */
export interface Rule {
  readonly name: string;
  /** An error fails or silently does not work in a cluster; a warning works and is unwise. */
  readonly severity: Severity;
  /** What must be true, in one sentence. */
  readonly description: string;
  readonly check: (graph: Graph) => Iterable<Verdict>;
}

/** What findings are about: objects that have no name yet, or are there twice, are told apart by nothing else. */
const subjects = new WeakMap<Finding, Verdict['object']>();

/** The object that a finding of `check` is about; undefined for any other. */
export function subjectOf(finding: Finding): Verdict['object'] | undefined {
  return subjects.get(finding);
}

/** An annotation of this prefix and the name of a rule excepts its object from the rule; its value says why. */
const EXCEPTION = 'checks.orquesta/';

/** Everything that is wrong with the objects of one environment, by the rules given. */
export function check(graph: Graph, rules: readonly Rule[]): Finding[] {
  const findings: Finding[] = [];
  const excepted = new Map<GraphObject, Set<string>>();
  for (const rule of rules) {
    for (const verdict of rule.check(graph)) {
      const { object } = verdict;
      if ('manifest' in object && exceptionsOf(object).get(rule.name)?.trim()) {
        const names = excepted.get(object) ?? new Set();
        excepted.set(object, names.add(rule.name));
      } else findings.push(findingOf(rule, verdict));
    }
  }
  for (const object of graph.objects) {
    for (const [name, reason] of exceptionsOf(object)) {
      if (excepted.get(object)?.has(name)) continue;
      const verdict = uselessException(object, name, reason, rules);
      if (verdict) findings.push(findingOf(exceptionIsNeeded, verdict));
    }
  }
  return findings;
}

/** Judged with the results of all other rules, so it is not one of them. */
const exceptionIsNeeded = { name: 'exception-is-needed', severity: 'error' } as const;

function uselessException(
  object: GraphObject,
  name: string,
  reason: string,
  rules: readonly Rule[],
): Verdict | undefined {
  const key = EXCEPTION + name;
  const subject = `${describe(object.manifest)} has the annotation "${key}"`;
  const field = `metadata.annotations.${key}`;
  const names = [...rules.map((rule) => rule.name), ...apiServerRuleNames];
  if (!names.includes(name)) {
    return {
      object,
      field,
      message: `${subject}, and there is no rule of that name${didYouMean(name, names)}`,
      fix: 'name a rule of lib/checks/, or remove the annotation',
    };
  }
  // Nobody has asked it.
  const isUnasked = !rules.some((rule) => rule.name === name);
  if (isUnasked && reason.trim() !== '') return undefined;
  return reason.trim() === ''
    ? {
        object,
        field,
        message: `${subject} without a reason`,
        fix: 'say as its value why the rule does not hold here',
      }
    : {
        object,
        field,
        message: `${subject}, and the rule has nothing against it`,
        fix: 'remove the annotation',
      };
}

const NONE: ReadonlyMap<string, string> = new Map();

function exceptionsOf({ manifest }: GraphObject): ReadonlyMap<string, string> {
  const { annotations } = manifest.metadata;
  if (!annotations) return NONE;
  return new Map(
    Object.entries<unknown>(annotations)
      .filter(([key]) => key.startsWith(EXCEPTION))
      .map(([key, reason]) => [key.slice(EXCEPTION.length), String(reason)]),
  );
}

function findingOf(
  { name, severity }: Pick<Rule, 'name' | 'severity'>,
  { object, field, message, fix, isConfidential = false }: Verdict,
): Finding {
  const isMade = 'manifest' in object;
  const finding: Finding = {
    rule: name,
    severity,
    origin: (isMade && field !== undefined ? object.originOf?.(field) : undefined) ?? object.origin,
    object: isMade
      ? targetOf(object)
      : { kind: object.kind, namespace: object.namespace, name: object.name },
    ...(field !== undefined && { field }),
    ...(isConfidential && { isConfidential }),
    message,
    fix,
  };
  subjects.set(finding, object);
  return finding;
}
