import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOutput } from '../lib/output';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const files = new Map([
  ['a.k8s.yaml', 'a: 1\n'],
  ['production/a.k8s.yaml', 'a: 2\n'],
]);

const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const all = () => readdirSync(folder, { recursive: true }).map(String).sort();

test('a missing folder is made, with the folders below it', () => {
  rmSync(folder, { recursive: true });
  expect(writeOutput(folder, files)).toEqual({ changed: [...files.keys()], removed: [] });
  expect(read('production/a.k8s.yaml')).toBe('a: 2\n');
});

test('a file that is right already is not touched', () => {
  writeOutput(folder, files);
  const before = statSync(join(folder, 'a.k8s.yaml')).mtimeMs;
  const next = new Map(files).set('production/a.k8s.yaml', 'a: 3\n');
  expect(writeOutput(folder, next)).toEqual({ changed: ['production/a.k8s.yaml'], removed: [] });
  expect(statSync(join(folder, 'a.k8s.yaml')).mtimeMs).toBe(before);
});

test('a file of ours that is no longer made is removed, and no other', () => {
  writeOutput(folder, files);
  writeFileSync(join(folder, 'old.k8s.yaml'), 'old');
  writeFileSync(join(folder, 'notes.md'), 'mine');
  expect(writeOutput(folder, files).removed).toEqual(['old.k8s.yaml']);
  expect(all()).toEqual(['a.k8s.yaml', 'notes.md', 'production', 'production/a.k8s.yaml']);
});

test('a file that the caller does not call stale stays', () => {
  writeOutput(folder, files);
  writeOutput(folder, new Map(), (path) => path.startsWith('production/'));
  expect(all()).toEqual(['a.k8s.yaml', 'production']);
});

test('a folder where a file belongs is an error before anything is written', () => {
  mkdirSync(join(folder, 'production/a.k8s.yaml'), { recursive: true });
  expect(() => writeOutput(folder, files)).toThrow('EISDIR');
  expect(existsSync(join(folder, 'a.k8s.yaml'))).toBe(false);
});

test('a write that fails half-way leaves every file as it was, and no temporary one', () => {
  writeFileSync(join(folder, 'a.k8s.yaml'), 'before');
  writeFileSync(join(folder, 'production'), 'a file where a folder is needed');
  expect(() => writeOutput(folder, files)).toThrow(/ENOTDIR|EEXIST/);
  expect(all()).toEqual(['a.k8s.yaml', 'production']);
  expect(read('a.k8s.yaml')).toBe('before');
});
