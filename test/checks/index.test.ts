import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../lib/checks';

const root = join(__dirname, '../..');
const names = rules.map(({ name }) => name).sort();

/** Mistakes that are found before there is a graph to check. */
const earlier = [
  'construct-is-valid',
  'dependencies-have-no-cycle',
  'document-is-object',
  'environment-is-known',
  'exception-is-needed',
  'file-is-read',
  'file-is-yaml',
  'files-follow-dependencies',
  'key-is-unique',
  'program-runs',
];

const filesIn = (folder: string, ending: string) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith(ending) && file !== `index${ending}`)
    .map((file) => file.slice(0, -ending.length))
    .sort();

test('every rule is a file of its name in lib/checks/, listed in its index', () => {
  expect(filesIn('lib/checks', '.ts')).toEqual(names);
});

test('every rule has a test of its name in test/checks/', () => {
  expect(filesIn('test/checks', '.test.ts')).toEqual(names);
});

test('every rule has a page of its name in docs/checks/', () => {
  expect(filesIn('docs/checks', '.md')).toEqual([...names, ...earlier].sort());
});
