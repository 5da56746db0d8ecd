import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compose } from '../../lib/input/compose';
import { YamlError } from '../../lib/input/yaml-error';

const read = (text: string) => compose(text, { aliased: 1_000_000 });
const valueOf = (text: string) => read(text).value;

/** What is said against a text, with the place from which on it is wrong. */
function errorOf(text: string): string {
  try {
    valueOf(text);
  } catch (error) {
    if (error instanceof YamlError) return `${error.message} | ${text.slice(error.offset)}`;
    throw error;
  }
  return '';
}

test('every document means what it means to kubectl', () => {
  const rows = readFileSync(join(__dirname, '../fixtures/input/documents.tsv'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
  expect(rows.length).toBeGreaterThan(300);
  const attempt = (text: string) => {
    try {
      return valueOf(text) ?? null;
    } catch (error) {
      if (error instanceof YamlError) return 'refused';
      throw error;
    }
  };
  const all = rows.map(([text = '', value = '']) => ({
    text: JSON.parse(text) as string,
    value: value === 'refused' ? value : (JSON.parse(value) as unknown),
  }));
  expect(all.map(({ text }) => ({ text, value: attempt(text) }))).toEqual(all);
});

test('the last of two equal keys counts, and both are told', () => {
  const { value, repeated } = read('a: 1\nb:\n  c: 1\n  c: 1\n"a": 2\n');
  expect(value).toEqual({ a: 2, b: { c: 1 } });
  expect(repeated).toEqual([
    { key: 'c', offset: 17, isSame: true },
    { key: 'a', offset: 22, isSame: false },
  ]);
});

test('a key that overrides what was merged in is no repetition', () => {
  const { value, repeated } = read('a: &a {x: 1, z: 2}\nb:\n  <<: *a\n  x: 3\n');
  expect(value).toEqual({ a: { x: 1, z: 2 }, b: { x: 3, z: 2 } });
  expect(repeated).toEqual([]);
});

test('no key changes a prototype', () => {
  const value = valueOf('__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 2}}\n');
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
  expect('polluted' in {}).toBe(false);
});

test('text can be made of every object, whatever its keys are', () => {
  const value = valueOf('toString: 1\nvalueOf: 2\ntoJSON: 3\n');
  expect(`${String(value)} ${String([value])}`).toBe('a mapping a mapping');
  expect(JSON.stringify(value)).toBe('{"toString":1,"valueOf":2,"toJSON":3}');
});

test('what aliases stand for is one object, however often it is meant', () => {
  const value = valueOf('a: &a {x: 1}\nb: [*a, *a]\n') as { a: object; b: object[] };
  expect(value.b[0]).toBe(value.a);
  expect(value.b[1]).toBe(value.a);
});

test('aliases that multiply are refused before they are followed', () => {
  const lists = 'a b c d e f g h i j k l m'.split(' ').map((name, index, all) => {
    const items = index === 0 ? 'x' : `*${all[index - 1] ?? ''}`;
    return `${name}: &${name} [${Array(9).fill(items).join(', ')}]`;
  });
  expect(errorOf(lists.join('\n'))).toMatch(/^the aliases stand for too much \| \*/);
});

test('many documents share what aliases may stand for', () => {
  const budget = { aliased: 100 };
  const text = `a: &a [${'x, '.repeat(9)}x]\nb: *a\n`;
  for (let documents = 0; documents < 9; documents++) compose(text, budget);
  expect(() => compose(text, budget)).toThrow('the aliases stand for too much');
});

test.each([
  ['nested brackets', 'a: '.concat('['.repeat(100_000))],
  ['nested lists', '- '.repeat(100_000)],
  [
    'aliases of aliases',
    Array.from(
      { length: 100 },
      (_, index) => `a${index + 1}: &a${index + 1} ${'['.repeat(50)}*a${index}${']'.repeat(50)}`,
    )
      .join('\n')
      .replace('*a0', 'x'),
  ],
])('%s are refused at the depth where they are too deep', (_, text) => {
  expect(errorOf(text)).toMatch(
    /^(this is not YAML: nesting exceeded maxDepth \(400\)|this is nested deeper than 400 levels) \| /,
  );
});

test.each([
  ['a: *b', '"*b" stands for nothing: there is no "&b" before it | *b'],
  ['a: &a [*a]', '"*a" contains itself | *a]'],
  ['a:\n  {b: c}: d', 'a mapping or list is no key of an object | {b: c}: d'],
  ['a: 1\n~: 2', '"null" is no key of an object | ~: 2'],
  ['a: !!int 1.5', '"1.5" is no !!int | 1.5'],
  ['a: [.nan]', 'JSON, as which kubectl sends this, has no NaN | .nan]'],
  ['a:\n  <<: [1]', '`<<` merges mappings only | [1]'],
])('%j is refused: %s', (text, message) => {
  expect(errorOf(text)).toBe(message);
});
