import { isObject } from './manifest';
import { nearest } from './nearest';

export type Labels = Readonly<Record<string, string>>;

/** One condition of a label selector. */
export interface Requirement {
  /** As kubectl writes it: `app=web`, `tier notin (frontend, backend)`. */
  readonly text: string;
  readonly key: string;
  /** The values, one of which must be there; undefined where something else is asked. */
  readonly values: readonly string[] | undefined;
  readonly holds: (labels: Labels) => boolean;
}

/**
 * The conditions of a LabelSelector (`matchLabels`, `matchExpressions`), all of which must hold.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function requirementsOf(selector: unknown): readonly Requirement[] {
  if (!isObject(selector)) return [];
  const { matchLabels, matchExpressions } = selector;
  return [
    ...(isObject(matchLabels) ? equalities(matchLabels) : []),
    ...(Array.isArray(matchExpressions) ? matchExpressions.filter(isObject).map(expression) : []),
  ];
}

/** The conditions of a plain map of labels, which is all that the selector of a Service can hold. */
export function equalities(selector: Readonly<Record<string, unknown>>): readonly Requirement[] {
  return Object.entries(selector).map(([key, value]) => ({
    text: `${key}=${String(value)}`,
    key,
    values: [String(value)],
    holds: (labels) => labels[key] === value,
  }));
}

/** Labels as kubectl writes them; `none` when there are none. */
export function textOf(labels: Labels): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? 'none' : pairs.join(', ');
}

/** The conditions as kubectl writes them, joined as a sentence has it. */
export function wanted(requirements: readonly Requirement[]): string {
  return requirements.map(({ text }) => text).join(' and ') || 'any label';
}

/**
 * `; did you mean "app=web"?` where labels that are there differ from a wanted one by a slip of the pen:
 * in the value, in the key, or in the order of letters.
 */
export function didYouMeanLabel(
  requirements: readonly Requirement[],
  there: Iterable<Labels>,
): string {
  const labels = [...there];
  for (const { key, values, holds } of requirements) {
    if (values?.length !== 1 || labels.some(holds)) continue;
    const [value = ''] = values;
    const pairs = new Map(
      labels
        .flatMap((each) => Object.entries(each))
        // A label is a string; what is not was written by hand and is another rule's business.
        .filter(([, other]) => typeof other === 'string')
        .map((pair) => [pair.join('='), pair]),
    );
    for (const [text, [otherKey, otherValue]] of pairs) {
      const isSlip =
        otherKey === key
          ? isNear(value, otherValue)
          : otherValue === value && isNear(key, otherKey);
      if (isSlip) return `; did you mean ${JSON.stringify(text)}?`;
    }
  }
  return '';
}

function isNear(written: string, candidate: string): boolean {
  const letters = (text: string) => text.split('').sort().join('');
  return nearest(written, [candidate]) !== undefined || letters(written) === letters(candidate);
}

function expression({ key, operator, values }: Record<string, unknown>): Requirement {
  const name = String(key);
  const listed = Array.isArray(values) ? values.map(String) : [];
  const set = `(${listed.join(', ')})`;
  const has = (labels: Labels) => Object.hasOwn(labels, name);
  const isListed = (labels: Labels) => has(labels) && listed.includes(labels[name] ?? '');
  const requirement = (text: string, holds: Requirement['holds'], values?: readonly string[]) => ({
    text,
    key: name,
    values,
    holds,
  });
  switch (operator) {
    case 'In':
      return requirement(`${name} in ${set}`, isListed, listed);
    case 'NotIn':
      return requirement(`${name} notin ${set}`, (labels) => !isListed(labels));
    case 'Exists':
      return requirement(name, has);
    case 'DoesNotExist':
      return requirement(`!${name}`, (labels) => !has(labels));
    default:
      return requirement(`${name} ${String(operator)} ${set}`, () => false);
  }
}
