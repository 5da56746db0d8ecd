import { Document, visit } from 'yaml';
import type { Manifest } from './graph/manifest';

/**
 * Strings that YAML readers take for something else, or refuse, when they stand as cdk8s would write
 * them: white space where a line begins or ends, control characters, and octal numbers of YAML 1.2, which
 * kubectl reads although it reads YAML 1.1 in all else.
 */
const unsafe = /^\s|[ \t]\n|[\u007f-\u009f\u2028\u2029\ufeff]|^[-+]?0o[0-7]/;

/** What even a quoted string cannot hold as it is. */
const invisible = /[\u007f-\u009f\u2028\u2029\ufeff]/g;

/**
 * Manifests as YAML, one document each, as cdk8s writes them; only that every string is read back as
 * it is.
 *
 * @see https://yaml.org/spec/1.1/
 */
export function toYaml(manifests: readonly Manifest[]): string {
  return manifests.map(documentOf).join('---\n');
}

function documentOf(manifest: Manifest): string {
  const document = new Document(manifest, { version: '1.1', keepUndefined: true });
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === 'string' && unsafe.test(scalar.value))
        scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0 }).replace(invisible, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
