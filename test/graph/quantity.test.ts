import fc from '../helpers/fast-check';
import { compare, countOf, plus, quantityOf, textOf, times } from '../../lib/graph/quantity';

const shown = (written: unknown) => {
  const quantity = quantityOf(written);
  return quantity && textOf(quantity);
};

const suffixes = ['m', '', 'k', 'M', 'G', 'T', 'P', 'Ki', 'Mi', 'Gi', 'Ti', 'e3', 'E3', 'e-2'];

/** A quantity as people write it. */
const written = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    fc.nat({ max: 999_999 }),
    fc.constantFrom('', '.', '.5', '.25', '.007'),
    fc.constantFrom(...suffixes),
  )
  .map((parts) => parts.join(''));

const quantity = written.map((text) => {
  const read = quantityOf(text);
  if (!read) throw new Error(`not read: ${text}`);
  return read;
});

// Rows as `k8s.io/apimachinery/pkg/api/resource` reads and shows them.
test.each([
  ['100m', 100n, '100m'],
  ['0.1', 100n, '100m'],
  ['1.5', 1500n, '1500m'],
  ['.5', 500n, '500m'],
  ['2.', 2000n, '2'],
  ['1.5Gi', 1_610_612_736_000n, '1536Mi'],
  ['1024Mi', 1_073_741_824_000n, '1Gi'],
  ['512', 512_000n, '512'],
  ['0.5Ki', 512_000n, '512'],
  ['1e3', 1_000_000n, '1e3'],
  ['12E', 12_000_000_000_000_000_000_000n, '12E'],
  ['12E3', 12_000_000n, '12e3'],
  ['128974848', 128_974_848_000n, '128974848'],
  ['129M', 129_000_000_000n, '129M'],
  ['123Mi', 128_974_848_000n, '123Mi'],
  ['-5k', -5_000_000n, '-5k'],
  ['+5', 5000n, '5'],
  ['0Gi', 0n, '0'],
  ['1u', 1n, '1m'],
  ['-1u', -1n, '-1m'],
  ['9Ei', 9_223_372_036_854_775_807_000n, '9223372036854775807'],
  [2, 2000n, '2'],
  [0.25, 250n, '250m'],
])('%j is %d thousandths, and shown as %j', (text, milli, canonical) => {
  expect(quantityOf(text)?.milli).toBe(milli);
  expect(shown(text)).toBe(canonical);
});

test.each([
  '',
  ' ',
  'm',
  '1 Gi',
  '1gi',
  '1K',
  '1KB',
  '1.2.3',
  '--1',
  'e3',
  '1e',
  '1e999',
  'Infinity',
])('%j is no quantity', (text) => {
  expect(quantityOf(text)).toBeUndefined();
});

test.each([undefined, null, true, {}, [], NaN])('%p is no quantity', (value) => {
  expect(quantityOf(value)).toBeUndefined();
});

test('any text is read or not, and never throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => quantityOf(text) === undefined || shown(text) !== ''),
  );
});

test('what is shown is the same quantity, and is shown the same again in its form', () => {
  fc.assert(
    fc.property(quantity, (one) => {
      const again = quantityOf(textOf(one));
      expect(again?.milli).toBe(one.milli);
      expect(again && textOf({ ...again, format: one.format })).toBe(textOf(one));
    }),
  );
});

test('quantities are in order, and so are their negatives', () => {
  fc.assert(
    fc.property(quantity, quantity, quantity, (one, other, third) => {
      expect(compare(one, other)).toBe(0 - compare(other, one));
      if (compare(one, other) <= 0 && compare(other, third) <= 0)
        expect(compare(one, third)).toBeLessThanOrEqual(0);
      expect(compare(times(one, -1), times(other, -1))).toBe(compare(other, one));
    }),
  );
});

test('a sum does not depend on the order of its parts, and leaves nothing out', () => {
  fc.assert(
    fc.property(quantity, quantity, quantity, (one, other, third) => {
      const sum = plus(plus(one, other), third);
      expect(plus(one, plus(other, third)).milli).toBe(sum.milli);
      expect(plus(other, one).milli).toBe(plus(one, other).milli);
      expect(plus(sum, times(third, -1)).milli).toBe(plus(one, other).milli);
    }),
  );
});

test('times is a repeated sum', () => {
  fc.assert(
    fc.property(quantity, fc.nat({ max: 20 }), (one, count) => {
      const sum = Array.from({ length: count }, () => one).reduce(plus, countOf(0));
      expect(times(one, count).milli).toBe(sum.milli);
    }),
  );
});

test('a sum is shown as the first of its parts that is not zero', () => {
  const sum = (...texts: string[]) =>
    textOf(texts.map((text) => quantityOf(text) ?? countOf(0)).reduce(plus, countOf(0)));
  expect(sum('0', '512Mi', '512Mi')).toBe('1Gi');
  expect(sum('500m', '500m')).toBe('1');
  expect(sum('1G', '1Gi')).toBe('2073741824');
});
