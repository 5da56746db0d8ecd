import { Yaml } from 'cdk8s';
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

test('random strings of odd characters are read back as they are', () => {
  // A linear congruential generator: the same strings in every run.
  let seed = 1;
  const next = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  const characters = [
    'a',
    'é',
    '👋',
    ' ',
    '\n',
    '\t',
    ':',
    '-',
    '#',
    '"',
    "'",
    '0',
    'o',
    '\u0085',
    '{',
    '|',
    '>',
  ];
  for (let run = 0; run < 500; run++) {
    const text = Array.from({ length: next(12) }, () => characters[next(characters.length)]).join(
      '',
    );
    const manifest = config({ key: text });
    expect(read(toYaml([manifest]), '1.1')).toEqual([manifest]);
  }
});

test('what the program makes is written as cdk8s itself writes it', () => {
  for (const manifest of manifestsOf('kind')) {
    expect(toYaml([manifest])).toBe(Yaml.stringify(manifest));
  }
});

test('documents are parted by a line', () => {
  const text = toYaml([config({ a: '1' }), config({ b: '2' })]);
  expect(text.split('---\n')).toHaveLength(2);
});
