import { Yaml } from 'cdk8s';
import fc from './helpers/fast-check';
import { loadAll, YAML11_SCHEMA } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../lib/graph/manifest';
import { toYaml } from '../lib/yaml';
import { manifestsOf } from './helpers/output';

const config = (data: Record<string, string>): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c' },
  data,
});

const read = (text: string, version: '1.1' | '1.2') =>
  parseAllDocuments(text, { version }).map((document) => document.toJS() as Manifest);

const odd = [
  ...[
    'yes',
    'no',
    'on',
    'y',
    'null',
    '~',
    '=',
    '',
    ' ',
    '0755',
    '0o17',
    '-0o17',
    '1e3',
    '0x1f',
    '1_000',
  ],
  ...[
    '190:20:30',
    '2001-12-14',
    '.inf',
    'NaN',
    '1.',
    '- a',
    '? a',
    '# a',
    'a: b',
    'a #b',
    '{}',
    '[',
    '&a',
  ],
  ...[
    '\tx\n',
    'a\t',
    'a \nb',
    ' \n',
    '\n',
    '\n\na',
    'a\n',
    'a\n\n',
    'a\r\nb',
    '  a\nb',
    'a\n  b\n',
  ],
  ...[
    '\u0085',
    'a\u0085b',
    '\u2028',
    '\u007f',
    '\ufeffa',
    '\u00a0',
    '👋 ñ',
    'x'.repeat(500),
    "it's",
    '"',
  ],
];

test.each(odd)('%j is read back as it is, by YAML 1.1 and 1.2', (text) => {
  const manifest = config({ key: text, [text || 'empty']: 'value' });
  for (const version of ['1.1', '1.2'] as const) {
    expect(read(toYaml([manifest]), version)).toEqual([manifest]);
  }
});

/** What YAML gives a meaning, or other readers another one. */
const pieces = [
  ...[
    'a',
    'é',
    '👋',
    ' ',
    '\n',
    '\t',
    '\r',
    ':',
    ': ',
    '-',
    '- ',
    '?',
    '#',
    ' #',
    '"',
    "'",
    '\\',
    '0',
    '9',
    '_',
    'e',
    '0b',
  ],
  ...[
    '.',
    '_',
    'e',
    'o',
    'x',
    '+',
    '=',

    '{',
    '[',
    ',',
    '&',
    '*',
    '!',
    '|',
    '>',
    '%',
    '@',
    '`',
    '~',
  ],
  ...[
    'yes',
    'n',
    'null',
    'true',
    '.inf',
    '1:20',
    '2001-12-14',
    '---',
    '\u0085',
    '\u00a0',
    '\u0000',
  ],
];
/** What kubectl would not read as it is, if it stood as cdk8s writes it. */
const isMisread = (text: string) => /^\s|^<<$|[ \t]\n|[\u007f-\u009f]|^[-+]?0o/.test(text);

const text = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(''));

test('random strings of odd pieces are read back as they are, and written as cdk8s does', () => {
  fc.assert(
    fc.property(text, text, (key, value) => {
      const manifest = config({ key: value, [key]: 'value' });
      const written = toYaml([manifest]);
      for (const version of ['1.1', '1.2'] as const) {
        expect(read(written, version)).toEqual([manifest]);
      }
      expect(loadAll(written, { schema: YAML11_SCHEMA })).toEqual([manifest]);
      if (![key, value].some(isMisread)) expect(written).toBe(Yaml.stringify(manifest));
    }),
    { numRuns: 200, seed: 1 },
  );
});

const scalar = fc.oneof(text, fc.integer(), fc.boolean());
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    scalar,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(text, tie('tree'), { maxKeys: 3 }),
  ),
}));

test('lists and fields inside one another are written as cdk8s does', () => {
  fc.assert(
    fc.property(tree, (spec) => {
      const manifest: Manifest = { ...config({}), spec: { spec, after: 0 } };
      const written = toYaml([manifest]);
      expect(read(written, '1.1')).toEqual([manifest]);
      if (!isMisreadIn(spec)) expect(written).toBe(Yaml.stringify(manifest));
    }),
    { numRuns: 1000, seed: 1 },
  );
});

function isMisreadIn(value: unknown): boolean {
  if (typeof value === 'string') return isMisread(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).flat().some(isMisreadIn);
}

test('what the program makes is written as cdk8s itself writes it', () => {
  for (const manifest of manifestsOf('kind')) {
    expect(toYaml([manifest])).toBe(Yaml.stringify(manifest));
  }
});

test('documents are parted by a line', () => {
  const text = toYaml([config({ a: '1' }), config({ b: '2' })]);
  expect(text.split('---\n')).toHaveLength(2);
});
