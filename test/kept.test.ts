import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from './helpers/fast-check';
import { Kept } from '../lib/kept';

const folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
const path = join(folder, 'cache', 'file');
beforeEach(() => {
  rmSync(join(folder, 'cache'), { recursive: true, force: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Keeps values under the names of their places, and says what a later run has of them. */
function keep(values: readonly unknown[], most = 10): Kept<unknown> {
  const kept = new Kept<unknown>(path, most);
  for (const [place, value] of values.entries()) kept.set(String(place), value);
  kept.save();
  return new Kept<unknown>(path, most);
}

test('what one run keeps, the next one has', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.object())), (values) => {
      const kept = keep(values, values.length);
      const got = values.map((_, place) => kept.get(String(place)));
      expect(got).toEqual(JSON.parse(JSON.stringify(values)));
    }),
  );
});

test('a file that is damaged anywhere, or cut short, or of something else, holds nothing', () => {
  keep(['value']);
  const whole = readFileSync(path);
  const damage = fc.oneof(
    fc.record({ at: fc.nat(whole.length - 1), bit: fc.nat(7) }).map(({ at, bit }) => {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      return bytes;
    }),
    fc.nat(whole.length - 1).map((length) => whole.subarray(0, length)),
    fc.string().map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(damage, (bytes) => {
      writeFileSync(path, bytes);
      expect(new Kept(path, 10).get('0')).toBeUndefined();
    }),
  );
});

test('those asked for longest ago make room', () => {
  const kept = keep(['a', 'b', 'c']);
  kept.get('0');
  kept.set('3', 'd');
  kept.save();
  const few = new Kept(path, 2);
  few.set('4', 'e');
  few.save();
  const left = new Kept(path, 2);
  expect(['0', '1', '2', '3', '4'].filter((key) => left.get(key) !== undefined)).toEqual([
    '3',
    '4',
  ]);
});

test('one file is all that is left, and nothing fails where none can be written', () => {
  keep(['a']);
  expect(readdirSync(join(folder, 'cache'))).toEqual(['file']);
  const nowhere = new Kept(join(path, 'file'), 10);
  nowhere.set('a', 'b');
  expect(() => {
    nowhere.save();
  }).not.toThrow();
});
