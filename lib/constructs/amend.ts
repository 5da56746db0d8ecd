import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** A Kubernetes object on its way to YAML, still open to change. */
export type Draft = Record<string, unknown>;

/** A change to a finished manifest. */
export type Edit = (draft: Draft) => void;

/** Edits of one object in the order in which they are made; what is in `last` follows all others. */
interface Edits {
  readonly usual: Edit[];
  readonly last: Edit[];
}

const editsOf = new WeakMap<ApiObject, Edits>();

/**
 * Edits the finished manifest of `construct`, in the order given, after everything else.
 *
 * cdk8s's own JSON patches run before the types of cdk8s-plus drop every field that they do not
 * know, so a field newer than Kubernetes 1.28 would vanish; an edit made here stays.
 */
export function amend(construct: IConstruct, ...edits: readonly Edit[]): void {
  opened(ApiObject.of(construct)).usual.push(...edits);
}

/** Like `amend`, but after every edit that `amend` was or will be told: nothing undoes it. */
export function amendLast(construct: IConstruct, ...edits: readonly Edit[]): void {
  opened(ApiObject.of(construct)).last.push(...edits);
}

function opened(object: ApiObject): Edits {
  const known = editsOf.get(object);
  if (known) return known;
  const edits: Edits = { usual: [], last: [] };
  editsOf.set(object, edits);
  const render = object.toJson.bind(object) as () => Draft;
  object.toJson = (): Draft => {
    const draft = render();
    for (const edit of [...edits.usual, ...edits.last]) edit(draft);
    return Object.fromEntries(Object.entries(draft).map(([key, value]) => [key, sorted(value)]));
  };
  return edits;
}

/** With keys in the order in which cdk8s writes all others. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted((value as Draft)[key])]));
}

/** The object at a path of plain keys in `draft`, made where it is missing. */
export function section(draft: Draft, path: string): Draft {
  return path.split('.').reduce((node, key) => (node[key] ??= {}) as Draft, draft);
}
