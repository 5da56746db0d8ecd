import { isObject } from './manifest';

/** Paths that share their beginnings, so that one walk over a manifest follows them all. */
export interface Tree<T> {
  readonly fields: Map<string, Tree<T>>;
  items?: Tree<T>;
  row?: T;
}

/** A field that a path leads to. */
export interface Leaf<T> {
  /** With the index of every item, as in `spec.rules[0].http.paths[1].backend.service`. */
  readonly path: string;
  readonly value: unknown;
  readonly row: T;
}

/** A tree of paths such as `spec.tls[].secretName`; `~` stands for a dot inside a key. */
export function plant<T>(rows: Readonly<Record<string, T>>): Tree<T> {
  const root: Tree<T> = { fields: new Map() };
  for (const [path, row] of Object.entries(rows)) {
    let node = root;
    for (const step of path.split('.')) {
      const key = step.replace('[]', '').replaceAll('~', '.');
      const field: Tree<T> = node.fields.get(key) ?? { fields: new Map() };
      node.fields.set(key, field);
      node = step.endsWith('[]') ? (field.items ??= { fields: new Map() }) : field;
    }
    node.row = row;
  }
  return root;
}

/** Calls `visit` for every field below `value`, which stands at `path`, that the tree leads to. */
export function walk<T>(
  value: unknown,
  tree: Tree<T>,
  path: string,
  visit: (leaf: Leaf<T>) => void,
): void {
  if (tree.row !== undefined && value !== undefined) visit({ path, value, row: tree.row });
  if (!isObject(value)) return;
  if (tree.items && Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, tree.items, `${path}[${index}]`, visit);
  }
  for (const [key, field] of tree.fields) {
    const inner = value[key];
    if (inner !== undefined) walk(inner, field, path === '' ? key : `${path}.${key}`, visit);
  }
}
