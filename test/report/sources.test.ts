import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sources } from '../../lib/report/sources';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The lines of a file, as many as are asked for. */
function linesOf(text: string, count: number): (string | undefined)[] {
  const file = join(folder, 'a.yaml');
  writeFileSync(file, text);
  const sources = new Sources();
  return Array.from({ length: count }, (_, i) => sources.lineOf({ file, line: i + 1, column: 1 }));
}

test('lines end as they do on any system', () => {
  expect(linesOf('a\r\nb\rc\n', 5)).toEqual(['a', 'b', 'c', '', undefined]);
});

test('a file of more than 32 MiB is not read, here as in what is checked', () => {
  const most = 32 * 1024 * 1024;
  expect(linesOf('x'.repeat(most), 1)[0]).toHaveLength(most);
  expect(linesOf('x'.repeat(most + 1), 1)).toEqual([undefined]);
});

test('what is given is taken as it is, and no file is looked for', () => {
  const sources = new Sources(new Map([['package.json', 'given']]));
  expect(sources.lineOf({ file: 'package.json', line: 1, column: 1 })).toBe('given');
});
