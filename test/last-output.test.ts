import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { immutableIn } from '../lib/last-output';
import { toYaml } from '../lib/yaml';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'orquesta-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const settings = (name: string, immutable?: boolean) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'demo' },
  data: { mode: '0o17' },
  ...(immutable !== undefined && { immutable }),
});

test('what says of itself that it may not change is read from the folders that are meant', () => {
  write('a.k8s.yaml', toYaml([settings('a', true), settings('b', false), settings('c')]));
  write('cloud/d.k8s.yaml', toYaml([settings('d', true)]));
  write('production/e.k8s.yaml', toYaml([settings('e', true)]));
  write('notes.yaml', toYaml([settings('f', true)]));
  expect(immutableIn(root, ['.', 'cloud', 'missing'])).toEqual([
    settings('a', true),
    settings('d', true),
  ]);
});

test('a damaged or edited file is as good as none', () => {
  const good = toYaml([settings('good', true)]);
  // Ten times ten times … the same: what is read would fill the memory.
  const nested = Array.from(
    { length: 9 },
    (_, i) => `b${i}: &b${i} [${`*${i === 0 ? 'a' : `b${i - 1}`}, `.repeat(10)}]\n`,
  );
  const bomb = `a: &a x\n${nested.join('')}immutable: true\n`;
  write('0.k8s.yaml', '{ immutable: true\n---\n: : [\n');
  write('1.k8s.yaml', `immutable: true\n---\n- immutable: true\n---\nkind: 5\nimmutable: true\n`);
  write('2.k8s.yaml', bomb);
  write('3.k8s.yaml', 'immutable: true\nmetadata: null\nkind: ConfigMap\napiVersion: v1\n');
  write('4.k8s.yaml/file', '');
  write('5.k8s.yaml', `${good}---\n"open\n`);
  expect(immutableIn(root, ['.'])).toEqual([settings('good', true)]);
});

test('an output that is no folder is as good as none', () => {
  write('dist', 'a file');
  expect(immutableIn(join(root, 'dist'), ['.'])).toEqual([]);
});
