import type { Requirement } from './selector';

/** The same text for all requirements that hold for the same labels. */
export function keyOf(requirements: readonly Requirement[]): string {
  return requirements.map(keyOfOne).join('\n');
}

/** A label that is no string, as in `app: 1`, is written as one that is, and holds for no pod that has that. */
function keyOfOne({ text, key, values: [value] = [], holds }: Requirement): string {
  return value === undefined || holds({ [key]: value }) ? text : `${text} of another type`;
}
