import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiServerRules } from '../../lib/apiserver/rules';
import { rules } from '../../lib/checks';

const root = join(__dirname, '../..');
const names = rules.map(({ name }) => name).sort();

/** Mistakes that are found without a rule: most of them before there is a graph to check. */
const withoutRule = [
  { name: 'construct-is-valid', severity: 'error' },
  { name: 'dependencies-have-no-cycle', severity: 'error' },
  { name: 'document-is-object', severity: 'error' },
  { name: 'environment-is-known', severity: 'error' },
  { name: 'exception-is-needed', severity: 'error' },
  { name: 'file-is-read', severity: 'error' },
  { name: 'file-is-yaml', severity: 'error' },
  { name: 'files-follow-dependencies', severity: 'warning' },
  // A warning where both values are the same.
  { name: 'key-is-unique', severity: 'error' },
  { name: 'program-runs', severity: 'error' },
];
const all = [...rules, ...apiServerRules(() => []), ...withoutRule].map(({ name, severity }) => ({
  name,
  severity,
}));

const filesIn = (folder: string, ending: string) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith(ending) && file !== `index${ending}`)
    .map((file) => file.slice(0, -ending.length))
    .sort();

const read = (path: string) => readFileSync(join(root, path), 'utf8');

test('every rule is a file of its name in lib/checks/, listed in its index', () => {
  expect(filesIn('lib/checks', '.ts')).toEqual(names);
});

test('every rule has a test of its name in test/checks/', () => {
  expect(filesIn('test/checks', '.test.ts')).toEqual(names);
});

test('every rule has a page of its name in docs/checks/', () => {
  expect(filesIn('docs/checks', '.md')).toEqual(all.map(({ name }) => name).sort());
});

test.each(names)('the test of %s imports the rule and compares a whole report', (name) => {
  const text = read(`test/checks/${name}.test.ts`);
  expect(text).toMatch(new RegExp(`^import .* from '../../lib/checks/${name}';$`, 'm'));
  expect(text).toContain(`More: docs/checks/${name}.md`);
});

test.each(all)('the page of $name has the form of the others', ({ name, severity }) => {
  const page = read(`docs/checks/${name}.md`);
  const [heading, , line, ...rest] = page.trimEnd().split('\n');
  expect([heading, line]).toEqual([`# ${name}`, `Severity: ${severity}`]);
  expect(page.match(/^Severity:/gm)).toHaveLength(1);
  expect(page).toMatch(/^```\w+\n[^]+?^```$/m);
  expect(page).toMatch(/\n\n\*\*Mend it\*\* \w/);
  expect(rest.at(-1)).toMatch(/^Source: \[[^\]]+\]\(\S+\)$/);
});

test.each(all)('the page of $name links the others that it names', ({ name: own }) => {
  const named = read(`docs/checks/${own}.md`)
    .replace(/^```[^]*?^```$/gm, '')
    .replace(/`[^`]*`/g, '')
    .replace(/\[([\w-]+)\]\(\1\.md\)/g, '');
  const words = new Set(named.match(/[a-z]+(-[a-z]+)+/g));
  const others = all.filter(({ name }) => name !== own && words.has(name));
  expect(others).toEqual([]);
});
