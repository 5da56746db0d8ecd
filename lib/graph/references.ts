import type { GraphObject } from './graph';
import { type Fields, isClusterScopedKind, isObject, kindOf, podOf, valueAt } from './manifest';
import { type Leaf, plant, type Tree, walk } from './path-tree';
import { podRows, subPathsOf } from './pod-references';
import type { Row, Rows } from './reference-row';
import { anything, table } from './reference-table';

/** What a reference leads to. */
export interface Target {
  /** As `kindOf` gives it: `/Secret`, `apps/Deployment`. */
  readonly kind: string;
  /** Undefined for what belongs to the whole cluster. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** The one entry of a ConfigMap or Secret that is meant. */
  readonly key?: string;
  /** The one port of a Service that is meant, by number or by name. */
  readonly port?: number | string;
}

/** One mention of another object. */
export interface Reference {
  readonly from: GraphObject;
  /** Where it is written, as in `spec.template.spec.volumes[0].configMap.name`. */
  readonly field: string;
  readonly to: Target;
  /** Whether `from` does without. */
  readonly optional: boolean;
}

type Planted = Tree<Row | readonly Row[]>;

const pods: Planted = plant(podRows);
const anyTree: Planted = plant(anything);
const trees: ReadonlyMap<string, Planted> = new Map(
  Object.entries(table).map(([kind, rows]: [string, Rows]) => [kind, plant(rows)]),
);

/** Every mention of another object in `object`; one that means a key or a port comes also without it. */
export function referencesOf(object: GraphObject): readonly Reference[] {
  const { manifest } = object;
  const found: Reference[] = [];
  const read = ({ path, value, row }: Leaf<Row | readonly Row[]>) => {
    for (const each of isRows(row) ? row : [row]) {
      found.push(...referencesAt(object, { path, value, row: each }));
    }
  };
  const tree = trees.get(kindOf(manifest));
  if (tree) walk(manifest, tree, '', read);
  const template = podOf(manifest);
  if (template) {
    const spec = valueAt(manifest, template.spec);
    walk(spec, pods, template.spec, read);
    if (isObject(spec)) found.push(...subPaths(object, template.spec, spec));
  }
  walk(manifest, anyTree, '', read);
  return found;
}

function isRows<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

function referencesAt(from: GraphObject, { path, value, row }: Leaf<Row>): Reference[] {
  const fields = isObject(value) ? value : {};
  const nameAt = row.name ?? 'name';
  const names = nameAt === '' ? value : fields[nameAt];
  const field = nameAt === '' ? path : `${path}.${nameAt}`;
  const optional = row.optional === true || fields.optional === true;
  const isList = Array.isArray(names);
  return (isList ? names : [names]).flatMap((name: unknown, index) => {
    // An empty name means none, as in the storageClassName of a claim that wants no class.
    if (typeof name !== 'string' || name === '') return [];
    const kind = typeof row.to === 'string' ? row.to : row.to(fields, name);
    if (kind === undefined || kind.endsWith('/')) return [];
    const namespace = namespaceOf(from, kind, fields[row.namespace ?? 'namespace']);
    if (namespace === undefined && !isClusterScopedKind(kind)) return [];
    const at = isList ? `${field}[${index}]` : field;
    const whole: Reference = { from, field: at, to: { kind, namespace, name }, optional };
    if (!row.keyAt && !row.keys && !row.port) return [whole];
    return [whole, ...keysAt(whole, path, fields, row), ...portAt(whole, path, fields, row)];
  });
}

function keysAt(
  whole: Reference,
  path: string,
  fields: Fields,
  { keyAt, keys = [] }: Row,
): Reference[] {
  const items: readonly unknown[] = Array.isArray(fields.items) ? fields.items : [];
  const written =
    keyAt === 'items[].key'
      ? items.map((item, index) => [`${path}.items[${index}].key`, valueAt(item, 'key')] as const)
      : keyAt === 'key'
        ? [[`${path}.key`, fields.key] as const]
        : [];
  return [...keys.map((key) => [whole.field, key] as const), ...written].flatMap(([field, key]) =>
    typeof key === 'string' ? [{ ...whole, field, to: { ...whole.to, key } }] : [],
  );
}

function portAt(whole: Reference, path: string, fields: Fields, { port }: Row): Reference[] {
  if (!port) return [];
  const at = port.at.find((each) => valueAt(fields, each) !== undefined);
  const value = at === undefined ? port.otherwise : valueAt(fields, at);
  if (typeof value !== 'number' && typeof value !== 'string') return [];
  const field = at === undefined ? whole.field : `${path}.${at}`;
  return [{ ...whole, field, to: { ...whole.to, port: value } }];
}

/** The namespace that is meant; undefined for what has none, and where an object without one says none. */
function namespaceOf(from: GraphObject, kind: string, written: unknown): string | undefined {
  if (isClusterScopedKind(kind)) return undefined;
  return typeof written === 'string' && written !== '' ? written : from.namespace;
}

function subPaths(from: GraphObject, path: string, spec: Fields): Reference[] {
  const { namespace } = from;
  return subPathsOf(spec).map(({ field, kind, name, key, optional }) => ({
    from,
    field: `${path}.${field}`,
    to: { kind, namespace, name, key },
    optional,
  }));
}

/** Whether objects of this kind are asked for by name and come with a cluster more often than with a program. */
export function isClass(kind: string): boolean {
  return kind.endsWith('Class');
}
