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

const folders = ['.', 'production'];

const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const all = () => readdirSync(folder, { recursive: true }).map(String).sort();

test('a missing folder is made, with the folders below it', () => {
  rmSync(folder, { recursive: true });
  expect(writeOutput(folder, folders, files)).toEqual({ changed: [...files.keys()], removed: [] });
  expect(read('production/a.k8s.yaml')).toBe('a: 2\n');
});

test('a file that is right already is not touched', () => {
  writeOutput(folder, folders, files);
  const before = statSync(join(folder, 'a.k8s.yaml')).mtimeMs;
  const next = new Map(files).set('production/a.k8s.yaml', 'a: 3\n');
  expect(writeOutput(folder, folders, next)).toEqual({
    changed: ['production/a.k8s.yaml'],
    removed: [],
  });
  expect(statSync(join(folder, 'a.k8s.yaml')).mtimeMs).toBe(before);
});

test('a file of ours that is no longer made is removed, and no other', () => {
  writeOutput(folder, folders, files);
  writeFileSync(join(folder, 'old.k8s.yaml'), 'old');
  writeFileSync(join(folder, 'notes.md'), 'mine');
  expect(writeOutput(folder, folders, files).removed).toEqual(['old.k8s.yaml']);
  expect(all()).toEqual(['a.k8s.yaml', 'notes.md', 'production', 'production/a.k8s.yaml']);
});

test('the files of other folders stay', () => {
  writeOutput(folder, folders, files);
  mkdirSync(join(folder, 'mine'));
  writeFileSync(join(folder, 'mine/own.k8s.yaml'), 'mine');
  expect(writeOutput(folder, ['production'], new Map()).removed).toEqual(['production/a.k8s.yaml']);
  expect(all()).toEqual(['a.k8s.yaml', 'mine', 'mine/own.k8s.yaml', 'production']);
});

test('what a run left that was killed half-way is cleared away', () => {
  writeOutput(folder, folders, files);
  writeFileSync(join(folder, 'a.k8s.yaml.tmp'), 'half');
  expect(writeOutput(folder, folders, files)).toEqual({ changed: [], removed: [] });
  expect(all()).toEqual(['a.k8s.yaml', 'production', 'production/a.k8s.yaml']);
});

test('a folder where a file belongs is an error before anything is written', () => {
  mkdirSync(join(folder, 'production/a.k8s.yaml'), { recursive: true });
  expect(() => writeOutput(folder, folders, files)).toThrow('EISDIR');
  expect(existsSync(join(folder, 'a.k8s.yaml'))).toBe(false);
});

test('a write that fails half-way leaves every file as it was, and no temporary one', () => {
  writeFileSync(join(folder, 'a.k8s.yaml'), 'before');
  writeFileSync(join(folder, 'production'), 'a file where a folder is needed');
  expect(() => writeOutput(folder, folders, files)).toThrow(/ENOTDIR|EEXIST/);
  expect(all()).toEqual(['a.k8s.yaml', 'production']);
  expect(read('a.k8s.yaml')).toBe('before');
});
