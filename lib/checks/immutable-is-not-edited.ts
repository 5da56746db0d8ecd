import type { Rule } from '../check';
import { describe, type GraphObject, targetOf } from '../graph/graph';
import { isObject, kindOf, type Manifest, namespaceOf } from '../graph/manifest';

/**
 * A ConfigMap or Secret that the last output made immutable has the same data, and is still immutable: the
 * API server refuses any change of it.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable
 */
export const immutableIsNotEdited: Rule = {
  name: 'immutable-is-not-edited',
  severity: 'error',
  description: 'An immutable ConfigMap or Secret of the last output has not changed.',
  *check(graph) {
    const before = new Map(
      graph.before
        .filter(({ immutable }) => immutable === true)
        .map((manifest) => [
          placeOf(kindOf(manifest), namespaceOf(manifest), manifest.metadata.name),
          manifest,
        ]),
    );
    if (before.size === 0) return;
    for (const object of graph.of('/ConfigMap', '/Secret')) {
      const { kind, namespace, name } = targetOf(object);
      const old = before.get(placeOf(kind, namespace, name));
      const changes = old ? changesOf(old, object) : [];
      if (changes.length === 0) continue;
      yield {
        object,
        field: changes[0] ?? '',
        message: `${describe(object.manifest)} is immutable in the last output, and differs from it in ${changes.join(', ')}`,
        fix: 'leave it as it is, and give the new data a new name, such as one that ends in a version',
      };
    }
  },
};

function placeOf(kind: string, namespace: string | undefined, name: string | undefined): string {
  return `${kind}\n${namespace ?? ''}\n${name ?? ''}`;
}

/** The fields that differ; never what they hold. */
function changesOf(old: Manifest, { manifest }: GraphObject): string[] {
  const [was, is] = [dataOf(old), dataOf(manifest)];
  const fields = new Set([...was.keys(), ...is.keys()]);
  return [
    ...[...fields].filter((field) => was.get(field) !== is.get(field)),
    ...(manifest.immutable === true ? [] : ['immutable']),
  ];
}

/** Field → what it holds, those of `stringData` as the API server files them: in base64, over `data`. */
function dataOf({ data, binaryData, stringData }: Manifest): Map<string, string> {
  const entries = (name: string, map: unknown, encode: (text: string) => string = (text) => text) =>
    Object.entries(isObject(map) ? map : {}).map(
      ([key, value]) => [`${name}.${key}`, encode(String(value))] as const,
    );
  return new Map([
    ...entries('data', data),
    ...entries('binaryData', binaryData),
    ...entries('data', stringData, (text) => Buffer.from(text).toString('base64')),
  ]);
}
