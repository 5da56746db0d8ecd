import type { Manifest } from './manifest';

/** A place in a source file; line and column count from 1, the path is relative to the folder of the run. */
export interface Origin {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One Kubernetes object of the program and where it comes from. */
export interface GraphObject {
  readonly manifest: Manifest;
  /** The line that made it. */
  readonly origin: Origin | undefined;
  /** The file it is written to, relative to the output folder. */
  readonly file: string;
}

/** Every object of one environment, in the order in which the program made them. */
export interface Graph {
  readonly objects: readonly GraphObject[];
}

/** How messages name an object: `Deployment "demo/hello-api"`. */
export function describe({ kind, metadata }: Manifest): string {
  const name = metadata.name ?? '';
  return `${kind} "${metadata.namespace === undefined ? name : `${metadata.namespace}/${name}`}"`;
}

/** How messages show a value that was found: strings quoted, a missing one as `unset`. */
export function show(value: unknown): string {
  if (value === undefined) return 'unset';
  // JSON knows no NaN.
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** `items` by what `keyOf` says of each, both in the order in which they come. */
export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** `value`, made unchangeable all the way down. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) freeze(inner);
  return Object.freeze(value);
}
