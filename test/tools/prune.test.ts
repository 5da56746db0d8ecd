import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// eslint-disable-next-line @typescript-eslint/no-require-imports -- it is JavaScript, as what loads it
const { prune } = require('../../tools/prune.js') as {
  readonly prune: (folder: string, most: number) => void;
};

const folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('when there are too many files that are made of sources, the newer half stays', () => {
  ['1.js', '1.map', '2.js', '2.map', '3.js', 'answers'].forEach((name, index) => {
    writeFileSync(join(folder, name), '');
    utimesSync(join(folder, name), 1000 - index, 1000 - index);
  });
  prune(folder, 5);
  expect(readdirSync(folder)).toHaveLength(6);
  prune(folder, 4);
  expect(readdirSync(folder).sort()).toEqual(['1.js', '1.map', 'answers']);
});

test('a folder that is not there has nothing to remove', () => {
  prune(join(folder, 'none'), 4);
  expect(readdirSync(folder)).not.toContain('none');
});
