import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Input, readInput } from '../../lib/input';
import { toText } from '../../lib/report/text';

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Writes files into the folder: path below it → content. */
function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

function read(...paths: readonly string[]): Input {
  return readInput(paths.map((path) => join(folder, path)));
}

const namesIn = (input: Input) =>
  input.objectsIn('default').map(({ manifest }) => manifest.metadata.name);
/** What is said, without the folder. */
const said = (input: Input) => toText(input.findings).replaceAll(`${folder}/`, '');
const shown = (texts: readonly string[]) => texts.map((text) => text.replaceAll(`${folder}/`, ''));

test('a folder is all its YAML and JSON, sorted by name, each file once', () => {
  write({
    'b.yml': configMap('b'),
    'a/z.yaml': configMap('z'),
    'a/a.json': '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}',
    'c.txt': 'no: yaml: at: all',
    '.git/d.yaml': configMap('d'),
    'node_modules/x/e.yaml': configMap('e'),
  });
  symlinkSync('b.yml', join(folder, 'again.yaml'));
  symlinkSync('..', join(folder, 'a/up'));
  expect(namesIn(read('.', 'b.yml'))).toEqual(['a', 'z', 'b']);
});

test('objects know the file, the line and the namespace that they are in', () => {
  write({
    'a.yaml': `# first\n${configMap('a')}---\napiVersion: v1\nkind: List\nitems:\n- ${configMap('b').replaceAll('\n', '\n  ')}`,
  });
  const objects = read('a.yaml').objectsIn('demo');
  const file = join(folder, 'a.yaml');
  expect(objects.map(({ origin }) => origin)).toEqual([
    { file, line: 2, column: 1 },
    { file, line: 9, column: 3 },
  ]);
  expect(objects[1]?.originOf?.('metadata.name')).toEqual({ file, line: 11, column: 20 });
  expect(objects[1]?.namespace).toBe('demo');
  expect(Object.isFrozen(objects[0]?.manifest.metadata)).toBe(true);
});

test('a mistake in one document leaves the others', () => {
  write({
    'a.yaml': `${configMap('a')}---\na: b: c\n---\n${configMap('b')}`,
    'b.yaml': configMap('c'),
  });
  const input = read('a.yaml', 'b.yaml');
  expect(namesIn(input)).toEqual(['a', 'b', 'c']);
  expect(said(input)).toBe(`a.yaml:5:5  file-is-yaml
  this is not YAML: bad indentation of a mapping entry
  Fix: correct the YAML at this place
  More: docs/checks/file-is-yaml.md`);
});

test('a key that is there twice is told: as an error where a value is lost', () => {
  write({ 'a.yaml': `${configMap('a')}data:\n  x: a\n  x: b\n  z: c\n  z: c\n` });
  expect(said(read('a.yaml'))).toBe(`a.yaml:6:3  key-is-unique
  the key "x" is here for the second time; kubectl takes the last and drops the others
  Fix: remove one of them
  More: docs/checks/key-is-unique.md

a.yaml:8:3  key-is-unique (warning)
  the key "z" is here for the second time; kubectl takes the last and drops the others, which are the same
  Fix: remove one of them
  More: docs/checks/key-is-unique.md`);
});

test('what is no object is an error where its file is named, and is passed over in a folder', () => {
  write({ 'values.yaml': 'image: nginx\n---\n- a\n', 'tsconfig.json': '{"a": 1, // b\n}' });
  const inFolder = read('.');
  expect(said(inFolder)).toBe('');
  expect(
    [...inFolder.skipped].map(([path, count]) => [path.replace(`${folder}/`, ''), count]),
  ).toEqual([
    ['tsconfig.json', 1],
    ['values.yaml', 2],
  ]);
  const named = read('values.yaml');
  expect(named.skipped.size).toBe(0);
  expect(said(named)).toBe(`values.yaml:1:1  document-is-object
  this has no apiVersion, and an object of Kubernetes says there what it is
  Fix: write its apiVersion, such as "apps/v1"
  More: docs/checks/document-is-object.md

values.yaml:3:1  document-is-object
  this is a list, and a Kubernetes object is a mapping with apiVersion, kind and metadata
  Fix: write an object, or remove the document
  More: docs/checks/document-is-object.md`);
});

test('a template is told once a file, with the command that renders it', () => {
  write({ 'a.yaml': `{{- if .Values.a }}\n${configMap('{{ .Values.a }}')}---\na: {{ b }}\n` });
  expect(said(read('.'))).toBe(`a.yaml:1:1  file-is-yaml
  this is a template, as of Helm, and no YAML before it is rendered
  Fix: check what it makes: \`helm template CHART | npm run check -- -\`
  More: docs/checks/file-is-yaml.md`);
});

test('charts, and what Kustomize changes, are left out with the command that renders them', () => {
  write({
    'chart/Chart.yaml': 'apiVersion: v2\nname: x\n',
    'chart/templates/a.yaml': configMap('{{ x }}'),
    'overlay/kustomization.yaml': 'resources: [a.yaml]\nnamePrefix: x-\n',
    'overlay/a.yaml': configMap('a'),
    'plain/kustomization.yaml': 'resources: [a.yaml]\n',
    'plain/a.yaml': configMap('b'),
  });
  const input = read('.');
  expect(namesIn(input)).toEqual(['b']);
  expect(shown(input.leftOut)).toEqual([
    'left out: chart, a Helm chart; check what comes out: `helm template chart | npm run check -- -`',
    'left out: overlay, which Kustomize changes; check what comes out: `kubectl kustomize overlay | npm run check -- -`',
  ]);
});

test('what follows "---" on its line is told, and nothing that hides behind it is taken', () => {
  write({ 'a.yaml': `--- {a: b}\n---\n${configMap('a')}` });
  const input = read('a.yaml');
  expect(namesIn(input)).toEqual(['a']);
  expect(said(input)).toContain(
    'a.yaml:1:5  file-is-yaml\n  kubectl takes nothing but a comment after "---", and here is "{a: b}"\n',
  );
});

test('values of JSON that follow each other are one object each', () => {
  const json = (name: string) =>
    `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"${name}"}}\n`;
  write({ 'a.json': json('a') + json('b') });
  expect(namesIn(read('a.json'))).toEqual(['a', 'b']);
});

test('fields of a built-in kind without a value are none, and those of a custom one stay', () => {
  write({
    'a.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: }\n',
    'b.yaml': 'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: b}\nspec: {replicas: }\n',
  });
  const specs = read('.')
    .objectsIn('default')
    .map(({ manifest }) => manifest.spec);
  expect(specs).toEqual([{}, { replicas: null }]);
});

test('a byte order mark and Windows line ends are no mistake', () => {
  write({ 'a.yaml': `\ufeff${configMap('a').replaceAll('\n', '\r\n')}` });
  const input = read('a.yaml');
  expect(said(input)).toBe('');
  expect(namesIn(input)).toEqual(['a']);
});

test.each([
  ['little', (bytes: Buffer) => bytes],
  ['big', (bytes: Buffer) => bytes.swap16()],
])('UTF-16 with the %s end first is read, as by kubectl, and shown in messages', (_, order) => {
  const text = `\ufeff${configMap('é')}---\n${configMap('b')}k: [\n`;
  write({ 'a.yaml': order(Buffer.from(text, 'utf16le')) });
  const input = read('a.yaml');
  expect(namesIn(input)).toEqual(['é']);
  expect(input.sources.get(join(folder, 'a.yaml'))).toBe(text.slice(1));
});

test.each([
  ['a NUL byte', 'a: b\nc: \0', '2:4', 'this has a NUL byte, and YAML is text'],
  [
    'Latin-1',
    Buffer.from('a: caf\xe9', 'latin1'),
    '1:7',
    'this has a byte that is no UTF-8, and YAML is text',
  ],
  [
    'UTF-32',
    Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]),
    '1:1',
    'this is UTF-32, which kubectl does not read',
  ],
])('%s is told at its place', (_, content, place, message) => {
  write({ 'a.yaml': content });
  expect(said(read('a.yaml'))).toContain(`a.yaml:${place}  file-is-read\n  ${message}\n`);
});

test('a file that is too large is not read', () => {
  write({ 'a.yaml': '' });
  truncateSync(join(folder, 'a.yaml'), 100 * 2 ** 20);
  expect(said(read('a.yaml'))).toBe(`a.yaml:1:1  file-is-read
  this has more than 32 MiB, the most that is read
  Fix: split it into several files
  More: docs/checks/file-is-read.md`);
});

test('a file of nothing but mistakes is given up', () => {
  write({ 'a.yaml': 'a\n---\n'.repeat(100_000), 'b.yaml': configMap('b') });
  const input = read('a.yaml', 'b.yaml');
  expect(input.findings).toHaveLength(101);
  expect(said(input)).toContain('this has 100 mistakes up to here, and what follows is not read');
  expect(namesIn(input)).toEqual(['b']);
});

test('links that lead nowhere are told, and links in a circle are no trap', () => {
  write({ 'a.yaml': configMap('a') });
  symlinkSync('nowhere', join(folder, 'b.yaml'));
  symlinkSync('c.yaml', join(folder, 'c.yaml'));
  const input = read('.');
  expect(namesIn(input)).toEqual(['a']);
  expect(said(input)).toContain(
    'b.yaml:1:1  file-is-read\n  this cannot be read: no such file or directory\n',
  );
  expect(said(input)).toContain(
    'c.yaml:1:1  file-is-read\n  this cannot be read: too many symbolic links encountered\n',
  );
});

test('paths that do not exist, and devices, are bad usage, all told at once', () => {
  expect(() => readInput([join(folder, 'a.yaml'), '/dev/zero'])).toThrow(
    `${folder}/a.yaml: no such file or directory\n/dev/zero: this is neither a file nor a folder`,
  );
});
