import { type Mapping, put } from './mapping';

/** Fields that map keys to texts: a key without a text is there, and its text is empty. */
const texts = new Set(
  'annotations binaryData data labels matchLabels nodeSelector parameters stringData'.split(' '),
);

/**
 * A manifest as an API server reads it: a field without a value, as Helm charts have them, is none.
 * What stands in several places by an alias stays one.
 */
export function withoutNulls<T>(manifest: T): T {
  const made = new Map<object, unknown>();
  const read = (value: unknown, isText = false): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (!made.has(value)) {
      made.set(value, Array.isArray(value) ? value.map((item) => read(item)) : copy(value, isText));
    }
    return made.get(value);
  };
  const copy = (fields: object, isText: boolean): Mapping => {
    const result: Mapping = {};
    for (const [key, value] of Object.entries(fields) as [string, unknown][]) {
      if (value !== null) put(result, key, read(value, texts.has(key)));
      else if (isText) put(result, key, '');
    }
    return result;
  };
  return read(manifest) as T;
}
