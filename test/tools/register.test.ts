import { execFile, spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from '../helpers/fast-check';

const root = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
const cache = join(folder, 'node_modules/.cache/orquesta');
const code = join(cache, 'main.ts.code');
const at = (path: string) => join(folder, path);

beforeAll(() => {
  mkdirSync(at('tools'));
  for (const name of ['register', 'code-cache', 'prune', 'source-maps', 'transpile']) {
    cpSync(join(root, `tools/${name}.js`), at(`tools/${name}.js`));
  }
  mkdirSync(at('node_modules/dependency'), { recursive: true });
  symlinkSync(join(root, 'node_modules/esbuild'), at('node_modules/esbuild'));
});
beforeEach(() => {
  rmSync(cache, { recursive: true, force: true });
  writeFileSync(at('node_modules/dependency/index.js'), "module.exports = 'dependency 1';\n");
  writeFileSync(at('part.ts'), "export const part: string = 'part 1';\n");
  writeFileSync(
    at('main.ts'),
    `import dependency = require('dependency');
import { part } from './part';
interface Unused { readonly name: string }
function thrown(): Error {
  return new Error('here');
}
console.log(part, dependency, /main.ts:[0-9:]+/.exec(thrown().stack ?? '')?.[0]);
void import('node:path').then(({ posix }) => console.log(posix.sep));
`,
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const args = ['-r', './tools/register.js', 'main.ts'];

async function run(): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: folder });
  return stderr + stdout;
}

const right = 'part 1 dependency 1 main.ts:5:10\n/\n';

test('a program says the same, whether it has been read before or not, at the lines of its TypeScript', async () => {
  expect(await run()).toBe(right);
  expect(await run()).toBe(right);
});

test('an edit is seen, of the program and of a dependency, and so is its undoing', async () => {
  await run();
  writeFileSync(at('part.ts'), "export const part: string = 'part 2';\n");
  expect(await run()).toBe(right.replace('part 1', 'part 2'));
  writeFileSync(at('node_modules/dependency/index.js'), "module.exports = 'dependency 2';\n");
  expect(await run()).toBe(
    right.replace('part 1', 'part 2').replace('dependency 1', 'dependency 2'),
  );
  writeFileSync(at('part.ts'), "export const part: string = 'part 1';\n");
  expect(await run()).toBe(right.replace('dependency 1', 'dependency 2'));
});

test('an edit is seen where the time of the file is what it was', async () => {
  await run();
  const time = new Date('2026-01-01');
  for (const text of ['part 2', 'part 3']) {
    writeFileSync(at('part.ts'), `export const part: string = '${text}';\n`);
    utimesSync(at('part.ts'), time, time);
    expect(await run()).toBe(right.replace('part 1', text));
  }
});

test('a file that is touched is no matter', async () => {
  await run();
  const now = new Date();
  utimesSync(at('part.ts'), now, now);
  utimesSync(at('node_modules/dependency/index.js'), now, now);
  expect(await run()).toBe(right);
});

test('what is damaged anywhere, or cut short, is not used', async () => {
  await run();
  const whole = readFileSync(code);
  const damage = fc.oneof(
    fc.record({ at: fc.nat(whole.length - 1), bit: fc.nat(7) }).map(({ at, bit }) => {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      return bytes;
    }),
    fc.nat(whole.length - 1).map((length) => whole.subarray(0, length)),
  );
  await fc.assert(
    fc.asyncProperty(damage, async (bytes) => {
      writeFileSync(code, bytes);
      expect(await run()).toBe(right);
    }),
    { numRuns: 10 },
  );
});

test('what V8 compiled under other flags is compiled again', async () => {
  await run();
  const compiled = readFileSync(code);
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-opt', ...args], {
    cwd: folder,
  });
  expect(stdout).toBe(right);
  expect(readFileSync(code)).not.toEqual(compiled);
});

test('runs at once, and runs that are killed, leave nothing that is wrong', async () => {
  expect(await Promise.all([run(), run(), run()])).toEqual([right, right, right]);
  rmSync(cache, { recursive: true });
  for (const milliseconds of [20, 60, 100, 140]) {
    const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' });
    const end = new Promise((done) => child.once('exit', done));
    setTimeout(() => child.kill('SIGKILL'), milliseconds);
    await end;
  }
  expect(await run()).toBe(right);
  expect(await run()).toBe(right);
});

test('whatever is deleted of what is kept is made again', async () => {
  await run();
  for (const ending of ['.map', '.js', '.code']) {
    const names = readdirSync(cache).filter((name) => name.endsWith(ending));
    expect(names).not.toEqual([]);
    for (const name of names) rmSync(join(cache, name));
    expect(await run()).toBe(right);
  }
});

test('where nothing can be kept, it runs all the same', async () => {
  mkdirSync(join(cache, '..'), { recursive: true });
  writeFileSync(cache, 'no folder');
  expect(await run()).toBe(right);
});

test('one file of code is kept of a program', async () => {
  await run();
  await run();
  expect(readdirSync(cache).filter((name) => !/\.(js|map)$/.test(name))).toEqual(['main.ts.code']);
});

test('what runs that were killed have left is removed, and what others write is not', async () => {
  await run();
  const ended = spawn(process.execPath, ['-e', '']);
  await new Promise((done) => ended.once('exit', done));
  const [left, written] = [`files.${ended.pid}`, `files.${process.pid}`];
  for (const name of [left, written]) writeFileSync(join(cache, name), 'half');
  writeFileSync(at('part.ts'), "export const part: string = 'part 2';\n");
  await run();
  expect(readdirSync(cache)).toContain(written);
  expect(readdirSync(cache)).not.toContain(left);
});
