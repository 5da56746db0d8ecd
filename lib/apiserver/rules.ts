import type { Rule, Verdict } from '../check';
import { describe, type GraphObject, groupBy } from '../graph/graph';
import { podOf } from '../graph/manifest';
import { type Draft, type Judgement, pathOf, REFUSED } from './judgement';
import { refusals, TOO_LARGE, VIOLATES } from './refusals';

const about = {
  accepts: {
    name: 'api-server-accepts',
    severity: 'error',
    description: 'The API server takes every object: its own code is asked.',
  },
  served: {
    name: 'api-version-is-served',
    severity: 'error',
    description: 'The API server serves the kind and the version of every object.',
  },
  admits: {
    name: 'pod-security-admits',
    severity: 'error',
    description: 'Pod Security admits every pod to its namespace, and those that workloads make.',
  },
  warns: {
    name: 'api-server-has-no-warning',
    severity: 'warning',
    description: 'The API server has no warning about any object.',
  },
} as const satisfies Record<string, Omit<Rule, 'check'>>;

/** The names of the rules that ask the API server. */
export const apiServerRuleNames: readonly string[] = Object.values(about).map(({ name }) => name);

/**
 * What the API server has against the objects of a program, in its own words.
 *
 * @param judgements waits for the answers
 */
export function apiServerRules(judgements: () => readonly Judgement[]): Rule[] {
  const rule = (
    description: Omit<Rule, 'check'>,
    drafts: (judgement: Judgement) => Iterable<Draft>,
  ): Rule => ({
    ...description,
    *check() {
      yield* merged(
        judgements().flatMap((judgement) => {
          const { object, minor } = judgement;
          return [...drafts(judgement)].map((draft) => ({ object, minor, draft }));
        }),
      );
    },
  });
  return [
    rule(about.accepts, refusals),
    rule(about.served, unserved),
    rule(about.admits, insecurities),
    rule(about.warns, warnings),
  ];
}

interface Said {
  readonly object: GraphObject;
  readonly minor: string;
  readonly draft: Draft;
}

/** One verdict for what several minors say alike. */
function* merged(all: readonly Said[]): Generator<Verdict> {
  for (const [object, said] of groupBy(all, (each) => each.object)) {
    const alike = groupBy(said, ({ draft: { field, verb, words } }) =>
      JSON.stringify([field, verb, words]),
    );
    for (const [, group] of alike) {
      const { verb, words, ...draft } = (group as [Said])[0].draft;
      const minors = [...new Set(group.map(({ minor }) => minor))].join(' and ');
      const message = `${describe(object.manifest)} ${verb} Kubernetes ${minors}: ${words}`;
      yield { object, ...draft, message };
    }
  }
}

function* unserved({ answer }: Judgement): Generator<Draft> {
  for (const error of answer.errors ?? []) {
    if (error.type !== 'NotFound') continue;
    const replacement = answer.deprecated?.replacement;
    yield {
      verb: REFUSED,
      field: 'apiVersion',
      words: error.message,
      fix:
        replacement === undefined
          ? 'correct apiVersion and kind: `kubectl api-resources` lists what a cluster serves'
          : `use ${replacement}`,
    };
  }
}

function* insecurities({ object: { manifest }, answer }: Judgement): Generator<Draft> {
  const pod = podOf(manifest);
  for (const { mode, level, version, errors } of answer.podSecurity ?? []) {
    if (mode !== 'enforce') continue;
    yield {
      verb: manifest.kind === 'Pod' ? REFUSED : 'makes pods that are refused by',
      ...(pod && { field: pod.spec }),
      words: `violates PodSecurity "${level}:${version}": ${errors.join(', ')}`,
      fix: 'set what it names, as `restricted()` of lib/constructs/restricted.ts does, or give the namespace another level',
    };
  }
}

function* warnings({ answer }: Judgement): Generator<Draft> {
  if (answer.needs !== undefined) {
    yield {
      verb: 'is not judged by',
      words: 'what can judge this kind is not built in for this minor',
      fix: 'ask a cluster: `kubectl apply --dry-run=server`',
    };
  }
  for (const { type, message } of answer.apply ?? []) {
    if (type === TOO_LARGE) continue;
    yield {
      verb: 'is refused, when `kubectl apply` sends it, by',
      words: message,
      fix: 'split it into several objects, or apply it with --server-side',
    };
  }
  const isRefused = answer.podSecurity?.some(({ mode }) => mode === 'enforce');
  for (const text of answer.warnings ?? []) {
    // Pod Security says of a workload as a warning what the pods are refused for.
    if (isRefused && VIOLATES.test(text.replace('would violate', 'violates'))) continue;
    const [, field = ''] = /^([a-zA-Z][\w.[\]]*(?:\.[\w.[\]]+|\[[^\]]*\])+):? /.exec(text) ?? [];
    const replacement = answer.deprecated?.replacement;
    const isOld = /\bis deprecated in v1\.\d+\+/.test(text);
    yield {
      verb: 'gets a warning from',
      ...(isOld ? { field: 'apiVersion' } : field !== '' && { field: pathOf(field) }),
      words: text,
      fix: isOld && replacement !== undefined ? `use ${replacement}` : 'do as the warning says',
    };
  }
}
