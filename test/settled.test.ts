import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import { type Environment, environments } from '../lib/environments';
import { makers, Settled } from '../lib/settled';
import { synthesize } from '../lib/synthesize';

const folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
const path = join(folder, 'cache', 'of-');
beforeEach(() => {
  rmSync(join(folder, 'cache'), { recursive: true, force: true });
});
afterAll(() => {
  replaced.restore();
  rmSync(folder, { recursive: true });
});

/** A program of two files, of which one holds the data. */
function programOf(data: Record<string, string>): (environment: Environment) => App {
  return () => {
    const app = new App();
    new ConfigMap(new Chart(app, 'same'), 'config', { metadata: { name: 'same' } });
    new ConfigMap(new Chart(app, 'data'), 'config', { metadata: { name: 'data' }, data });
    return app;
  };
}

/** These programs need nothing of what the environment declares. */
const all: Record<string, Environment> = environments;
const replaced = jest.replaceProperty(all, 'production', {
  ...environments.production,
  external: [],
});

/** What a run comes to, and whether the environment is examined: then its files are printed. */
function run(build: (environment: Environment) => App) {
  const print = jest.spyOn(Settled.prototype, 'print');
  const settled = new Settled(path);
  const made = synthesize(['production'], build, undefined, undefined, settled);
  settled.save();
  const isExamined = print.mock.calls.length > 0;
  print.mockRestore();
  return { ...made, isExamined };
}

test('a program that stays as it is comes to the same, and is not examined again', () => {
  const first = run(programOf({ a: 'b' }));
  expect(first).toMatchObject({ isExamined: true, findings: [], objects: 2 });
  expect(run(programOf({ a: 'b' }))).toEqual({ ...first, isExamined: false });
});

test('one that is edited is', () => {
  run(programOf({ a: 'b' }));
  const edited = run(programOf({ a: 'c' }));
  expect(edited.isExamined).toBe(true);
  expect(edited.files.get('production/data.k8s.yaml')).toContain('a: c');
});

test('what has been printed is not printed again', () => {
  const print = (value: unknown) => {
    const settled = new Settled(path);
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, value };
    const toYaml = jest.fn(() => `${String(value)}\n`);
    const text = settled.print([manifest], toYaml);
    settled.save();
    return [text, toYaml.mock.calls.length];
  };
  expect(print(null)).toEqual(['null\n', 1]);
  expect(print(null)).toEqual(['null\n', 0]);
  // In JSON the two are alike.
  expect(print(NaN)).toEqual(['NaN\n', 1]);
});

test('what was found is found again', () => {
  const wrong = () => {
    const app = programOf({})({} as Environment);
    new ConfigMap(new Chart(app, 'wrong'), 'config', { metadata: { name: 'No Name' } });
    return app;
  };
  const { findings } = run(wrong);
  expect(findings.map(({ rule }) => rule)).toContain('name-is-valid');
  expect(run(wrong).findings).toEqual(findings);
});

test('whatever examines a program is one of its makers', () => {
  const root = join(__dirname, '..');
  const script = `require('./lib/examine'); console.log(JSON.stringify(Object.keys(require.cache)))`;
  const args = ['-r', './tools/register.js', '-e', script];
  const loaded = JSON.parse(
    execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }),
  ) as string[];
  const foreign = loaded.filter(
    (path) =>
      !path.startsWith(join(root, 'tools')) &&
      !path.includes('node_modules/esbuild') &&
      !path.endsWith('lib/settled.ts') &&
      !path.endsWith('lib/kept.ts') &&
      !makers.some((maker) => path.startsWith(maker)),
  );
  expect(loaded.length).toBeGreaterThan(100);
  expect(foreign).toEqual([]);
});
