import fc, { anyCharacter } from '../helpers/fast-check';
import { excerptOf } from '../../lib/report/excerpt';

/** Both lines as a reader sees them, with the caret under the character that is at `column`. */
function shown(line: string, column: number, columns = 40): string {
  const excerpt = excerptOf(line, column, columns);
  return `${excerpt.line}\n${excerpt.indent}^`;
}

test('a short line is shown as it is, but for white space at its end', () => {
  expect(shown("  api.expose('web');  \t", 7)).toBe("  api.expose('web');\n      ^");
});

test('a tab stays a tab, so that the caret is right however wide a terminal makes it', () => {
  expect(shown('\t\tname:\tx', 9)).toBe('\t\tname:\tx\n\t\t     \t^');
});

test('the caret counts the columns of wide characters and of none', () => {
  expect(shown('"日本語" x', 7)).toBe('"日本語" x\n         ^');
  expect(shown('👋👨‍👩‍👧🇪🇸 x', 16)).toBe('👋👨‍👩‍👧🇪🇸 x\n       ^');
  expect(shown('e\u0301e x', 5)).toBe('e\u0301e x\n   ^');
  expect(shown('ｱｲ Ａ x', 6)).toBe('ｱｲ Ａ x\n      ^');
});

test('what cannot be seen is written out, and the caret is behind it', () => {
  expect(shown('a\u001b[31m\u202eb', 8)).toBe('a\\u001b[31m\\u202eb\n                 ^');
});

test('a column behind the end of the line is its end', () => {
  expect(shown('abc', 4)).toBe('abc\n   ^');
  expect(shown('abc', 99)).toBe('abc\n   ^');
});

test('a long line is cut around the caret', () => {
  const line = `${'a'.repeat(50)}B${'c'.repeat(50)}`;
  expect(shown(line, 1, 10)).toBe(`${'a'.repeat(10)}…\n^`);
  expect(shown(line, 51, 10)).toBe('…aaaaaaBccc…\n       ^');
  expect(shown(line, 101, 10)).toBe(`…${'c'.repeat(9)}c\n${' '.repeat(10)}^`);
});

test('a line of megabytes costs no more than what is shown of it', () => {
  const costOf = (times: number) => {
    const line = '{"a":1},'.repeat(times);
    const start = process.cpuUsage();
    for (let i = 0; i < 50; i++) excerptOf(line, line.length / 2, 100);
    return process.cpuUsage(start).user;
  };
  expect(costOf(1_000_000)).toBeLessThan(20 * costOf(1000));
});

test('every line fits, in one piece, without anything that a terminal obeys', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: anyCharacter, maxLength: 300 }),
      fc.integer({ min: 1, max: 400 }),
      (line, column) => {
        const excerpt = excerptOf(line, column, 40);
        expect(excerpt.line).not.toMatch(/(?!\t)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
        expect(excerpt.indent).toMatch(/^[ \t]*$/);
        expect(excerpt.indent.length).toBeLessThanOrEqual(42);
      },
    ),
  );
});
