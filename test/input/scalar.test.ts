import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyOf, type Scalar, scalarOf } from '../../lib/input/scalar';

const rows = (file: string) =>
  readFileSync(join(__dirname, '../fixtures/input', file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));

/** As in the columns of the fixtures. */
function written(scalar: Scalar | undefined): string {
  if (scalar === undefined || (typeof scalar === 'number' && !Number.isFinite(scalar))) {
    return 'refused';
  }
  return JSON.stringify(typeof scalar === 'bigint' ? Number(scalar) : scalar);
}

test('every plain scalar means what it means to kubectl, as a value and as a key', () => {
  const table = rows('scalars.tsv').map(([text = '', value = '', key = '']) => ({
    text,
    value: value === 'refused' ? value : JSON.stringify(JSON.parse(value)),
    key,
  }));
  expect(table.length).toBeGreaterThan(200);
  const read = table.map(({ text }) => {
    const scalar = scalarOf(text);
    const key = scalar === undefined ? undefined : keyOf(scalar);
    return { text, value: written(scalar), key: written(key) };
  });
  expect(read).toEqual(table);
});

test('a tag makes of a scalar what it makes of it for kubectl', () => {
  const table = rows('tagged-scalars.tsv').map(([tag = '', text = '', value = '']) => ({
    tag,
    text,
    value: value === 'refused' ? value : JSON.stringify(JSON.parse(value)),
  }));
  // Go writes one replacement character for each byte that is no text, and others one for several.
  const alike = (value: string) => value.replace(/\ufffd+/g, '\ufffd');
  const read = table.map(({ tag, text }) => ({ tag, text, value: written(scalarOf(text, tag)) }));
  expect(read.map((row) => ({ ...row, value: alike(row.value) }))).toEqual(
    table.map((row) => ({ ...row, value: alike(row.value) })),
  );
});

test('a number of many digits is read at once', () => {
  const digits = '9'.repeat(1_000_000);
  expect(scalarOf(digits)).toBe(digits);
  expect(scalarOf(`0x${'f'.repeat(1_000_000)}`)).toHaveLength(1_000_002);
});
