import {
  DEFAULT_SCALAR_STYLE_RULES,
  dump,
  SCALAR_STYLE,
  type ScalarStyleRule,
  YAML11_SCHEMA as schema,
} from 'js-yaml';
import { Document, visit } from 'yaml';
import { isMapping, type Manifest } from './graph/manifest';
import { remembered } from './graph/remembered';

/**
 * Manifests as YAML, one document each, as cdk8s writes them; only that every string is read back as
 * it is.
 *
 * @see https://yaml.org/spec/1.1/
 */
export function toYaml(manifests: readonly Manifest[]): string {
  return manifests.map((manifest) => quickly(manifest) ?? carefully(manifest)).join('---\n');
}

/**
 * What js-yaml prints in another style than `yaml`, with which cdk8s prints: control characters and unusual
 * white space, what begins like a number with an exponent, empty lines at the end, keys of several lines.
 */
const odd =
  /[\0-\t\v-\x1f\x7f-\xa0\u2028\u2029\ufeff]|^\s|[ \t]\n|\n\s+$|^<<|^[-+]?([.=]|0[\dbox_]|[\d._]*e[-+]?[\d._]*$)/i;

/**
 * Takes a sixth of the time; undefined where the other would print something else. js-yaml says how keys and scalars
 * are written, and is asked once for each: most come again and again.
 */
function quickly(manifest: Manifest): string | undefined {
  const odds: string[] = [];
  const noticed = (text: string): string => {
    if (text === ODD) odds.push(text);
    return text;
  };
  const block = (value: unknown, indent: string): string => {
    const inner = `${indent}  `;
    if (Array.isArray(value)) {
      const items = value.map((item) => block(item ?? null, inner).trimStart());
      return items.map((item) => `\n${indent}- ${item}`).join('') || ' []';
    }
    if (isMapping(value)) {
      const fields = Object.entries(value).filter(([, field]) => field !== undefined);
      return (
        fields
          .map(([key, field]) => `\n${indent}${noticed(keyText(key))}:${block(field, inner)}`)
          .join('') || ' {}'
      );
    }
    return ` ${noticed(valueText(value)).replaceAll('\n  ', `\n${indent}`)}`;
  };
  const text = `${block(manifest, '').trimStart()}\n`;
  return odds.length > 0 ? undefined : text;
}

/** What every reader of YAML takes for a string; the words that stand for other values are shorter. */
const plain = /^[a-z](?:[\w./-]|:(?=\w)){5,63}$/i;

/** Stands for a text that is odd: every other has at least one character. */
const ODD = '';

const dumpedKey = (key: string) => dumped({ [key]: 0 }, ': 0\n'.length);
const dumpedValue = (value: unknown) => dumped({ a: value }, 1).slice('a: '.length);
const usualKey = remembered(dumpedKey, new Map<string, string>());
const usualValue = remembered(dumpedValue, new Map<unknown, string>());

function keyText(key: string): string {
  return plain.test(key) ? key : usualKey(key);
}

function valueText(value: unknown): string {
  if (typeof value === 'string' && plain.test(value)) return value;
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
  const isLong = typeof value === 'string' && value.length > 100;
  return isLong ? dumpedValue(value) : usualValue(value);
}

function dumped(field: object, end: number): string {
  const odds: string[] = [];
  const notice: ScalarStyleRule = ({ node: { value }, isKey }) => {
    if (odd.test(value) || (isKey && value.includes('\n'))) odds.push(value);
  };
  const scalarStyleRules = [notice, ...Object.values(DEFAULT_SCALAR_STYLE_RULES), leaveQuotes];
  const text = dump(field, {
    schema,
    noRefs: true,
    lineWidth: -1,
    quoteStyle: 'double',
    scalarStyleRules,
  });
  return odds.length > 0 || text.startsWith('?') ? ODD : text.slice(0, -end);
}

const { DOUBLE_QUOTED, SINGLE_QUOTED } = SCALAR_STYLE;

/** What holds double quotes stands in single ones. */
const leaveQuotes: ScalarStyleRule = (layout) => {
  const { value } = layout.node;
  if (layout.style !== DOUBLE_QUOTED || !value.includes('"') || value.includes("'")) return;
  if ((layout.allowedStylesMask & (1 << SINGLE_QUOTED)) !== 0) layout.style = SINGLE_QUOTED;
};

/**
 * Strings that YAML readers take for something else, or refuse, when they stand as cdk8s would write
 * them: white space where a line begins or ends, control characters, and octal numbers of YAML 1.2, which
 * kubectl reads although it reads YAML 1.1 in all else.
 */
const unsafe = /^\s|[ \t]\n|[\u007f-\u009f\u2028\u2029\ufeff]|^[-+]?0o[0-7]/;

/** What even a quoted string cannot hold as it is. */
const invisible = /[\u007f-\u009f\u2028\u2029\ufeff]/g;

function carefully(manifest: Manifest): string {
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
