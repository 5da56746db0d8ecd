import type { Rule } from '../check';
import { describe } from '../graph/graph';
import { isObject } from '../graph/manifest';

/**
 * A ConfigMap holds no password, token or private key: whoever may read the namespace reads it, and it is
 * in the output and in Git.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/
 */
export const configMapHoldsNoSecret: Rule = {
  name: 'config-map-holds-no-secret',
  severity: 'warning',
  description: 'A ConfigMap holds no password, token or private key.',
  *check(graph) {
    for (const object of graph.of('/ConfigMap')) {
      const { data } = object.manifest;
      if (!isObject(data)) continue;
      for (const [key, value] of Object.entries(data)) {
        const secret = secretIn(key, value);
        if (secret === undefined) continue;
        yield {
          object,
          field: `data.${key}`,
          isConfidential: true,
          message: `${describe(object.manifest)} holds ${secret} in data.${key}; a ConfigMap is no place for one`,
          fix: 'move it into a Secret, such as one of lib/secrets.ts, and read it from there',
        };
      }
    }
  },
};

/** The last word of a key says what its value is: `DB_PASSWORD`, but not `PASSWORD_FILE` or `TOKEN_TTL`. */
const names =
  /(password|passwd|passphrase|(?<![a-z])pwd|secret|token|api[-_.]?key|(private|secret|access|encryption|signing|master|auth)[-_.]?key)\d*$/i;

const privateKey = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\r?\n|\\n)\s*\S{8}/;
const credentials = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:([^/\s@]+)@/i;

/** What kind of secret `value` looks like; undefined when it looks like none. */
export function secretIn(key: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (privateKey.test(value)) return 'a private key';
  const text = value.trim();
  if (text === '' || /[\r\n]/.test(text)) return undefined;
  const password = credentials.exec(text)?.[1];
  if (password !== undefined) return isLiteral(password) ? 'the password of a URL' : undefined;
  const noun = names.exec(key)?.[1]?.toLowerCase();
  if (noun === undefined || !isLiteral(text) || isSetting(text)) return undefined;
  if (noun.endsWith('key')) return 'a key';
  const kind = ['token', 'secret'].find((each) => noun.endsWith(each));
  // `my-tls-secret` names an object.
  if (kind !== undefined && /^[a-z0-9.]+(-[a-z0-9.]+)+$/.test(text)) return undefined;
  return `a ${kind ?? 'password'}`;
}

/** Whether it is what it says, and no reference (`$(X)`, `{{ x }}`, `%s`) or hint (`<password>`, `****`). */
function isLiteral(text: string): boolean {
  return !/^[*x.-]+$|[$<>]|\{\{|^\{|^%/i.test(text);
}

/** Switches, small numbers, durations, paths, addresses, sentences: what a name ending in "token" may hold besides. */
function isSetting(text: string): boolean {
  return /^(true|false|yes|no|on|off|enabled?|disabled?|none|null|required|optional|auto|default)$|^\d{1,5}(ms|s|m|h|d)?$|^\.{0,2}\/|^[a-z][a-z0-9+.-]*:\/\/|\s/i.test(
    text,
  );
}
