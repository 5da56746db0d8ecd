import { buildApp } from '../lib/app';
import { check } from '../lib/check';
import { rules } from '../lib/checks';
import { environments } from '../lib/environments';
import { Graph, type GraphObject, groupBy, targetOf } from '../lib/graph/graph';
import type { Target } from '../lib/graph/references';
import { isObject, type Manifest, namespaceOf } from '../lib/graph/manifest';
import { graphOf } from '../lib/synthesize';
import { around } from './helpers/around';

/** Objects of the program that belong together: a lesson or a demo, with its namespace. */
const groups = [...groupBy(program(), ({ file }) => file)];

/** What may be changed alone and harms nothing. */
const harmless = [
  // The name of a variable or of a file is read by the program in the container alone.
  /: spec\.(template\.spec\.)?containers\.\d+\.env\.\d+\.name /,
  /\.items\.\d+\.path /,
  /\.volumeMounts\.\d+\.subPath taller-persistent-volume$/,
  // A preference that no pod meets is none.
  /\.preferredDuringSchedulingIgnoredDuringExecution\.\d+\.podAffinityTerm\.labelSelector\./,
  // These Secrets are optional.
  /^Pod mi-pod: spec\.volumes\.\d+\.secret\.secretName /,
  // The volume and its claim name each other, which binds them whatever their class is.
  /^PersistentVolume \S+: spec\.storageClassName /,
  // A claim finds a volume of that class name without the class.
  /^StorageClass /,
  // A right to something that is not there.
  /^Role reader: rules\.\d+\.resourceNames\./,
  // A value that a client may send.
  /^HTTPRoute canary: spec\.rules\.1\.matches\.0\.headers\.0\.value /,
];

test.each(groups)('every name in %s that is changed in one place is noticed', (_, objects) => {
  expect(unnoticed(objects, changedNames(objects))).toEqual([]);
});

test.each(groups)(
  'every object of %s that is taken away, and that others name, is missed',
  (_, objects) => {
    const named = objects.filter((object) =>
      new Graph(objects).references.some(
        ({ from, to, optional }) => from !== object && !optional && isSame(to, targetOf(object)),
      ),
    );
    const removals = named.map((object) => ({
      text: `${object.manifest.kind} ${object.manifest.metadata.name ?? ''}`,
      objects: objects.filter((each) => each !== object),
    }));
    expect(unnoticed(objects, removals)).toEqual([]);
  },
);

test('there are hundreds of such changes', () => {
  const changes = groups.flatMap(([, objects]) => changedNames(objects));
  expect(changes.length).toBeGreaterThan(300);
});

function isSame(one: Target, other: Target): boolean {
  return one.kind === other.kind && one.namespace === other.namespace && one.name === other.name;
}

/** What of `changes` harms and is told by no rule. */
function unnoticed(objects: readonly GraphObject[], changes: readonly Mutation[]): string[] {
  const before = new Set(reports(objects));
  return changes
    .filter(({ text }) => !harmless.some((pattern) => pattern.test(text)))
    .filter(({ objects }) => reports(objects).every((report) => before.has(report)))
    .map(({ text }) => text);
}

/** All is known that is outside these objects: whatever else they name is missing. */
const surroundings = around('cloud');

interface Mutation {
  readonly text: string;
  readonly objects: readonly GraphObject[];
}

function reports(objects: readonly GraphObject[]): string[] {
  return check(new Graph(objects, surroundings), rules).map(
    ({ rule, message }) => `${rule}: ${message}`,
  );
}

/** Each name that is given in one place and used in another, changed in one of them. */
function changedNames(objects: readonly GraphObject[]): Mutation[] {
  const leaves = objects.flatMap((object) =>
    [...leavesOf(object.manifest, [])].map((leaf) => ({ object, ...leaf })),
  );
  const given = new Set(
    leaves.filter(({ path }) => gives.test(path.join('.'))).map(({ value }) => value),
  );
  const keys = objects.flatMap(({ manifest: { data } }) =>
    isObject(data) ? Object.keys(data) : [],
  );
  const names = new Set([...given, ...keys]);
  const uses = groupBy(leaves, ({ value }) => value);
  return leaves
    .filter(
      ({ value, path }) =>
        names.has(value) &&
        (uses.get(value) ?? []).length > 1 &&
        !free.test(path.join('.')) &&
        !gives.test(path.join('.')),
    )
    .map(({ object, path, value }) => {
      const manifest = replaced(object.manifest, path, `${value}-x`) as Manifest;
      return {
        text: `${object.manifest.kind} ${object.manifest.metadata.name ?? ''}: ${path.join('.')} ${value}`,
        objects: objects.map((each) =>
          each === object ? { ...each, manifest, namespace: namespaceOf(manifest) } : each,
        ),
      };
    });
}

/** Where a name is given that others use. */
const gives =
  /(^|\.)metadata\.name$|\.(containers|initContainers|volumes|ports)\.\d+\.name$|template\.metadata\.labels\./;

/** Where text stands that no object of the cluster reads as a name. */
const free = /(^|\.)(annotations|args|command|apiVersion|kind)(\.|$)|^metadata\.labels\./;

type Path = readonly (string | number)[];

function* leavesOf(value: unknown, path: Path): Generator<{ path: Path; value: string }> {
  if (typeof value === 'string') yield { path, value };
  else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) yield* leavesOf(inner, [...path, key]);
  }
}

function replaced(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value))
    return value.map((item: unknown, index) =>
      index === Number(step) ? replaced(item, rest, by) : item,
    );
  const fields = value as Record<string, unknown>;
  return { ...fields, [step]: replaced(fields[step], rest, by) };
}

function program(): readonly GraphObject[] {
  return graphOf(buildApp(environments.cloud)).objects;
}
