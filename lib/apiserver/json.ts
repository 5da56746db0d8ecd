import type { GraphObject } from '../graph/graph';
import { isBuiltIn, isObject, type Manifest } from '../graph/manifest';

/** Sixteen digits, or an exponent: only such numbers may have lost something. */
const large = /\d{16}|\de\+/;

/**
 * An object as it is sent to an API server. Whole numbers are those of its source, where JavaScript has
 * rounded them and kubectl, which has 64 bits for them, has not.
 */
export function jsonOf(object: GraphObject): string {
  const { namespace, wholeAt } = object;
  const manifest = placed(object.sent ?? object.manifest, namespace);
  const json = JSON.stringify(manifest);
  if (!wholeAt || !large.test(json)) return json;
  const exact = (value: unknown, path: string): string => {
    if (Array.isArray(value)) {
      return `[${value.map((item: unknown, index) => exact(item, `${path}[${index}]`)).join()}]`;
    }
    if (isObject(value)) {
      const fields = Object.entries(value).map(
        ([key, inner]) =>
          `${JSON.stringify(key)}:${exact(inner, path === '' ? key : `${path}.${key}`)}`,
      );
      return `{${fields.join()}}`;
    }
    const isRounded = Number.isInteger(value) && !Number.isSafeInteger(value);
    const whole = isRounded ? wholeAt(path) : undefined;
    const isExact = whole !== undefined && BigInt.asIntN(64, whole) === whole;
    return isExact && Number(whole) === value ? String(whole) : JSON.stringify(value);
  };
  return exact(manifest, '');
}

/** With the namespace that it goes to, where it does not say one itself. */
function placed(manifest: Manifest, namespace: string | undefined): Manifest {
  const { metadata } = manifest;
  const isSaid = metadata.namespace !== undefined || namespace === undefined;
  if (isSaid || namespace === 'default' || !isBuiltIn(manifest)) return manifest;
  return { ...manifest, metadata: { ...metadata, namespace } };
}
