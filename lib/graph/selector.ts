import { isObject } from './manifest';

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
