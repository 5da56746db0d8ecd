import type { Item } from './interview';

/** Numbers from 0 to below 1 that are the same in every run. */
export type Random = () => number;

/** @see https://en.wikipedia.org/wiki/Linear_congruential_generator (the constants of Numerical Recipes) */
export function random(seed: number): Random {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

/** Values that somebody might have written by mistake. */
const mistakes: readonly unknown[] = [
  null,
  '',
  'A_b',
  'a'.repeat(70),
  '-',
  '10%',
  '1Gi',
  '-1m',
  '01',
  'yes',
  -1,
  0,
  1,
  1.5,
  65_536,
  2 ** 31,
  2 ** 63,
  true,
  false,
  [],
  [''],
  {},
  { a: 'b' },
];

/** Copies of the items, with one or two mistakes in each. */
export function mutated(items: readonly Item[], copies: number, next: Random): Item[] {
  return items.flatMap(({ source, object, old }) =>
    Array.from({ length: copies }, () => {
      const value = JSON.parse(object) as Record<string, unknown>;
      for (let times = next() < 0.7 ? 1 : 2; times > 0; times--) spoil(value, next);
      const item = { source: `${source} (mutated)`, object: JSON.stringify(value) };
      return old === undefined ? item : { ...item, old };
    }),
  );
}

type Place = readonly [parent: Record<string, unknown>, key: string];

/** Changes one value, anywhere but in what says the kind. */
function spoil(object: Record<string, unknown>, next: Random): void {
  const pick = <Value>(values: readonly Value[]) =>
    values[Math.floor(next() * values.length)] as Value;
  const places: Place[] = [];
  const collect = (parent: Record<string, unknown>) => {
    for (const [key, value] of Object.entries(parent)) {
      if (parent === object && /^(?:apiVersion|kind|metadata|status)$/.test(key)) continue;
      places.push([parent, key]);
      if (typeof value === 'object' && value !== null) collect(value as Record<string, unknown>);
    }
  };
  collect(object);
  const { metadata } = object as { metadata?: Record<string, unknown> };
  if (metadata) places.push(...Object.keys(metadata).map((key): Place => [metadata, key]));
  if (places.length === 0) return;
  const [parent, key] = pick(places);
  const chance = next();
  if (chance < 0.2 && Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (chance < 0.2) Reflect.deleteProperty(parent, key);
  else if (chance < 0.3 && Array.isArray(parent)) parent.push(parent[Number(key)]);
  else if (chance < 0.3) parent[`${key}x`] = parent[key];
  else if (chance < 0.45) {
    const [other, name] = pick(places);
    // A value of the wrong place; a copy, for it may hold this one.
    parent[key] = structuredClone(other[name]);
  } else parent[key] = pick(mistakes);
}
