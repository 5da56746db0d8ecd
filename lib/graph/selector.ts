import { isObject } from './manifest';

export type Labels = Readonly<Record<string, string>>;

/** One condition of a label selector. */
export interface Requirement {
  /** As kubectl writes it: `app=web`, `tier notin (frontend, backend)`. */
  readonly text: string;
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
  switch (operator) {
    case 'In':
      return { text: `${name} in ${set}`, holds: isListed };
    case 'NotIn':
      return { text: `${name} notin ${set}`, holds: (labels) => !isListed(labels) };
    case 'Exists':
      return { text: name, holds: has };
    case 'DoesNotExist':
      return { text: `!${name}`, holds: (labels) => !has(labels) };
    default:
      return { text: `${name} ${String(operator)} ${set}`, holds: () => false };
  }
}
