import {
  DEFAULT_SCALAR_STYLE_RULES,
  jsToAst,
  present,
  SCALAR_STYLE,
  type ScalarStyleRule,
  YAML11_SCHEMA as schema,
} from 'js-yaml';
import { Document, visit } from 'yaml';
import type { Manifest } from './graph/manifest';

/**
 * Manifests as YAML, one document each, as cdk8s writes them; only that every string is read back as
 * it is.
 *
 * @see https://yaml.org/spec/1.1/
 */
export function toYaml(manifests: readonly Manifest[]): string {
  const texts: string[] = [];
  for (let start = 0; start < manifests.length; start += TOGETHER) {
    const some = manifests.slice(start, start + TOGETHER);
    texts.push(quickly(some) ?? some.map((each) => quickly([each]) ?? carefully(each)).join(BREAK));
  }
  return texts.join(BREAK);
}

const BREAK = '---\n';

/** js-yaml takes as long to begin as to print half an object; of very many at once it would hold a tree. */
const TOGETHER = 50;

/**
 * What js-yaml prints in another style than `yaml`, with which cdk8s prints: control characters and unusual
 * white space, what begins like a number with an exponent, empty lines at the end, keys of several lines.
 */
const odd =
  /[\0-\t\v-\x1f\x7f-\xa0\u2028\u2029\ufeff]|^\s|[ \t]\n|\n\s+$|^<<|^[-+]?([.=]|0[\dbox_]|[\d._]*e[-+]?[\d._]*$)/i;

/** Takes a third of the time; undefined where the other would print something else. */
function quickly(manifests: readonly Manifest[]): string | undefined {
  const odds: string[] = [];
  const notice: ScalarStyleRule = ({ node: { value }, isKey }) => {
    if (odd.test(value) || (isKey && value.includes('\n'))) odds.push(value);
  };
  const scalarStyleRules = [notice, ...Object.values(DEFAULT_SCALAR_STYLE_RULES), leaveQuotes];
  const documents = manifests.flatMap((manifest) => jsToAst(manifest, schema, { noRefs: true }));
  const text = present(documents, {
    schema,
    lineWidth: -1,
    quoteStyle: 'double',
    scalarStyleRules,
  });
  return odds.length > 0 ? undefined : text;
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
