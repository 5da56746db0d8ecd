import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { committedDist, ProgramCopy } from '../helpers/program';

const copy = new ProgramCopy();
const echo = 'lib/charts/http-echo-demo.ts';
const at = (path: string) => join(copy.folder, path);
const source = readFileSync(at(echo), 'utf8');
const withPort = (port: number) => source.replace('nodePort: 30080', `nodePort: ${port}`);

/** `npm run watch` in the copy, and what it has said since it was last asked. */
class Watching {
  readonly #child: ChildProcess;
  #said = '';
  readonly ended: Promise<number | null>;

  constructor() {
    const args = ['-r', './tools/register.js', 'tools/watch.ts', '--no-apiserver'];
    this.#child = spawn(process.execPath, args, {
      cwd: copy.folder,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#said += text));
    this.ended = new Promise((done) => this.#child.once('close', done));
  }

  /** Waits for the end of a run, and returns what has been said by then. */
  async run(): Promise<string> {
    const end = /the run (took|was).*\n/;
    while (!end.test(this.#said)) await new Promise((done) => setTimeout(done, 10));
    const [before = '', after = ''] = this.#said.split(/(?<=the run (?:took|was).*\n)/);
    this.#said = after;
    return before;
  }

  get said(): string {
    return this.#said;
  }

  interrupt(): Promise<number | null> {
    this.#child.kill('SIGINT');
    return this.ended;
  }
}

// To start one takes longer than a save, so all tests but the last share it.
let watching: Watching;
const start = async () => {
  watching = new Watching();
  expect(await watching.run()).toContain(' 0 changed, 0 removed\n');
};
beforeAll(start);
afterEach(async () => {
  if (readFileSync(at(echo), 'utf8') === source) return;
  writeFileSync(at(echo), source);
  await watching.run();
  expect(copy.dist()).toEqual(committedDist());
});
afterAll(async () => {
  await watching.interrupt();
  copy.remove();
});

test('a save is told as what it changes in dist/, once for all environments', async () => {
  writeFileSync(at(echo), withPort(30081));
  const said = await watching.run();
  const file = 'http-echo-demo.k8s.yaml';
  expect(said).toContain(
    `dist/cloud/${file}\ndist/${file}\ndist/production/${file}\n@@ -126,5 +126,5 @@\n`,
  );
  expect(said).toContain('-       nodePort: 30080\n+       nodePort: 30081\n');
  expect(copy.dist()[file]).toContain('nodePort: 30081');
});

test('so is one of an editor that puts a new file in the place of the old', async () => {
  writeFileSync(at(`${echo}.new`), withPort(30081));
  renameSync(at(`${echo}.new`), at(echo));
  expect(await watching.run()).toContain('+       nodePort: 30081\n');
});

test('what is wrong is told, a text that is no TypeScript too, and then that it is mended', async () => {
  writeFileSync(at(echo), withPort(80808));
  expect(await watching.run()).toContain('port-is-in-range');
  writeFileSync(at(echo), source.replace('export class', 'export clas s'));
  expect(await watching.run()).toContain('this is not TypeScript');
  writeFileSync(at(echo), source);
  expect(await watching.run()).toContain(' 0 changed, 0 removed\n');
});

test('so it is of what every run loads before it is needed', async () => {
  const path = at('lib/graph/graph.ts');
  const right = readFileSync(path, 'utf8');
  writeFileSync(path, 'export clas s\n');
  expect(await watching.run()).toContain('this is not TypeScript');
  writeFileSync(path, right);
  expect(await watching.run()).toContain(' 0 changed, 0 removed\n');
});

test('a file that is added, renamed or removed is seen', async () => {
  writeFileSync(at('lib/charts/port.ts'), 'export const port = 30081;\n');
  await watching.run();
  const imported = `import { port } from './port';\n${source.replace('nodePort: 30080', 'nodePort: port')}`;
  writeFileSync(at(echo), imported);
  expect(await watching.run()).toContain('+       nodePort: 30081\n');
  renameSync(at('lib/charts/port.ts'), at('lib/charts/ports.ts'));
  expect(await watching.run()).toContain("Cannot find module './port'");
  rmSync(at('lib/charts/ports.ts'));
  expect(await watching.run()).toContain("Cannot find module './port'");
});

test('of saves in quick succession the last one counts', async () => {
  for (let port = 30081; port < 30099; port++) {
    writeFileSync(at(echo), withPort(port));
    await new Promise((done) => setTimeout(done, 20 * (port % 3)));
  }
  while (!copy.dist()['http-echo-demo.k8s.yaml']?.includes('nodePort: 30098')) await watching.run();
  writeFileSync(at(echo), source);
  while (!copy.dist()['http-echo-demo.k8s.yaml']?.includes('nodePort: 30080')) await watching.run();
});

test('a program that does not end makes room for the next one', async () => {
  const begin = "require('node:fs').writeFileSync('begun', ''); for (;;);";
  writeFileSync(at(echo), `${begin}\n${source}`);
  while (!existsSync(at('begun'))) await new Promise((done) => setTimeout(done, 10));
  writeFileSync(at(echo), withPort(30081));
  expect(await watching.run()).toContain('was ended');
  expect(await watching.run()).toContain('+       nodePort: 30081\n');
});

test('Ctrl-C is how it is ended', async () => {
  expect(await watching.interrupt()).toBe(0);
});

test('it ends when other packages are there', async () => {
  await start();
  writeFileSync(at('package-lock.json'), '{}');
  expect(await watching.ended).toBe(1);
  expect(watching.said).toContain('start `npm run watch` again');
  rmSync(at('package-lock.json'));
});
