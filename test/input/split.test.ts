import { split, splitJson } from '../../lib/input/split';

const texts = (text: string) => [...split(text)].map(({ start, end }) => text.slice(start, end));

test.each([
  ['', []],
  ['---\n---\n\n--- \n', []],
  ['a', ['a']],
  ['---', []],
  ['a\n---', ['a\n']],
  ['---\na\n---\nb', ['a\n', 'b']],
  ['a\r\n---\r\nb\r\n', ['a\r\n', 'b\r\n']],
  ['a\n--- # the second\nb\n---\n', ['a\n', 'b\n']],
  ['a: |\n  x\n  ---\n  y\nb: ---\n', ['a: |\n  x\n  ---\n  y\nb: ---\n']],
  ['# only a comment\n---\na', ['# only a comment\n', 'a']],
])('%j is cut at its separators', (text, expected) => {
  expect(texts(text)).toEqual(expected);
});

test('what stands behind a separator and kubectl refuses is told', () => {
  expect([...split('a\n--- b: 1\nc: 2\n---d')]).toEqual([
    { start: 0, end: 2 },
    { start: 11, end: 16, stray: { text: 'b: 1', offset: 6 } },
    { start: 20, end: 20, stray: { text: 'd', offset: 19 } },
  ]);
});

test('a million separators are passed over', () => {
  expect(texts(`${'---\n'.repeat(1_000_000)}a`)).toEqual(['a']);
});

test.each([
  ['{"a":"}\\""}\n{"b":[{}]} {"c":1}', ['{"a":"}\\""}', '{"b":[{}]}', '{"c":1}']],
  ['{"a":1}', undefined],
  ['{"a":1} x', undefined],
  ['{"a":1}{"b":"', undefined],
  ['{"a":1}}{', undefined],
])('%j is several values of JSON, or none', (text, expected) => {
  const values = splitJson(text, { start: 0, end: text.length });
  expect(values?.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
});
