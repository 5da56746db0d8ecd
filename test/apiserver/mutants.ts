import fc from '../helpers/fast-check';
import type { Manifest } from '../../lib/graph/manifest';

/** One of some objects, with some of its fields replaced or left out. */
export function mutated(sources: readonly Manifest[]): fc.Arbitrary<Manifest> {
  const edit = fc.record({ at: fc.nat(), value: fc.option(strange, { nil: undefined }) });
  const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
  return fc.record({ source: fc.constantFrom(...sources), edits }).map(({ source, edits }) => {
    const manifest = structuredClone(source) as Manifest & Record<string, unknown>;
    const { apiVersion, kind, metadata } = manifest;
    for (const { at, value } of edits) {
      const places = placesIn({ ...manifest, apiVersion: '', kind: '' });
      const place = places[at % places.length];
      if (place) place.node[place.key] = value;
    }
    const { name } = metadata;
    return { ...manifest, apiVersion, kind, metadata: { ...manifest.metadata, name } };
  });
}

interface Place {
  readonly node: Record<string, unknown>;
  readonly key: string;
}

function placesIn(node: object): Place[] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => [
    ...(value === '' ? [] : [{ node: node as Record<string, unknown>, key }]),
    ...(typeof value === 'object' && value !== null ? placesIn(value) : []),
  ]);
}

const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, -1, 0, 1.5, 1e21, 2 ** 31, 2 ** 63, true, [], {}, [null], [[[]]]),
  fc.constantFrom('a'.repeat(300), '\ud800', '\0', '1Gi', '-1', '100%', '*', '../..', '10.0.0.0/8'),
  fc.jsonValue(),
);
