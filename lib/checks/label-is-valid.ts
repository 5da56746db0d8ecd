import { describe, show } from '../graph/graph';
import { isObject, type Manifest, podOf, valueAt } from '../graph/manifest';
import type { Rule } from '../check';

const name = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const prefix = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * Keys and values of labels, also of those that a selector asks for, follow the syntax of labels.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export const labelIsValid: Rule = {
  name: 'label-is-valid',
  severity: 'error',
  description: 'Keys and values of labels follow the syntax of labels.',
  *check({ objects }) {
    for (const object of objects) {
      for (const [path, key, value] of labelsIn(object.manifest)) {
        const wrong = isKey(key) ? value : key;
        if (wrong === value && isValue(value)) continue;
        yield {
          object,
          field: `${path}.${key}`,
          message: `${describe(object.manifest)} has ${path} with the ${wrong === value ? `value ${show(value)} for "${key}"` : `key "${key}"`}; letters, digits, "-", "_" and "." are allowed, starting and ending with a letter or digit, at most 63 characters${wrong === value ? '' : ', after a DNS name and "/" if need be'}`,
          fix: 'choose another, or put the text into an annotation, where anything is allowed',
        };
      }
    }
  },
};

function isKey(key: string): boolean {
  const [last = '', ...domain] = key.split('/').reverse();
  return name.test(last) && (domain.length === 0 || prefix.test(domain.reverse().join('/')));
}

function isValue(value: unknown): boolean {
  return typeof value === 'string' && (value === '' || name.test(value));
}

function* labelsIn(manifest: Manifest): Generator<[path: string, key: string, value: unknown]> {
  const template = podOf(manifest)?.spec.replace(/spec$/, 'metadata.labels');
  const paths = new Set(['metadata.labels', template, 'spec.selector.matchLabels']);
  for (const path of paths) {
    const labels = path === undefined ? undefined : valueAt(manifest, path);
    if (!path || !isObject(labels)) continue;
    for (const [key, value] of Object.entries(labels)) yield [path, key, value];
  }
}
