import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { withoutDefaults } from './without-defaults';

/** A Kubernetes object on its way to YAML, still open to change. */
export type Draft = Record<string, unknown>;

/** A change to a manifest. */
export type Edit = (draft: Draft) => void;

interface Edits {
  readonly usual: Edit[];
  /** Made when all else is done, to this object and to every other. */
  readonly last: Edit[];
}

const editsOf = new WeakMap<ApiObject, Edits>();

/**
 * Edits the manifest of `construct`, in the order given, after cdk8s has rendered it.
 *
 * cdk8s's own JSON patches run before the types of cdk8s-plus drop every field that they do not
 * know, so a field newer than Kubernetes 1.28 would vanish; an edit made here stays.
 */
export function amend(construct: IConstruct, ...edits: readonly Edit[]): void {
  open(ApiObject.of(construct)).usual.push(...edits);
}

/** Like `amend`, but after every other edit and after `tidy`: nothing undoes it. */
export function amendLast(construct: IConstruct, ...edits: readonly Edit[]): void {
  open(ApiObject.of(construct)).last.push(...edits);
}

/** What cdk8s renders of `object`, without defaults and with the edits of `amend`. */
export function render(object: ApiObject): Draft {
  const draft = object.toJson() as Draft;
  withoutDefaults(draft);
  for (const edit of editsOf.get(object)?.usual ?? []) edit(draft);
  return draft;
}

/** Makes the edits of `amendLast`. */
export function finish(object: ApiObject, draft: Draft): void {
  for (const edit of editsOf.get(object)?.last ?? []) edit(draft);
}

function open(object: ApiObject): Edits {
  const edits = editsOf.get(object) ?? { usual: [], last: [] };
  editsOf.set(object, edits);
  return edits;
}

/** The object at a path of plain keys in `draft`, made where it is missing. */
export function section(draft: Draft, path: string): Draft {
  return path.split('.').reduce((node, key) => (node[key] ??= {}) as Draft, draft);
}

/** `draft` with its keys in the order in which cdk8s writes them: sorted, but for those at its top. */
export function inOrder(draft: Draft): Draft {
  return Object.fromEntries(Object.entries(draft).map(([key, value]) => [key, sorted(value)]));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted((value as Draft)[key])]));
}
