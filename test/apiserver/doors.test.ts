import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { committedDist, ProgramCopy, type Run } from '../helpers/program';

const root = resolve(__dirname, '../..');
const echo = 'lib/charts/http-echo-demo.ts';

let copy: ProgramCopy;
let folder: string;
beforeAll(() => {
  copy = new ProgramCopy();
  cpSync(join(root, 'check.ts'), join(copy.folder, 'check.ts'));
  folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { automountServiceAccountToken: false, dnsPolicy: Own, containers: [{ name: web, image: "nginx:1.29" }] }\n';
  writeFileSync(join(folder, 'pod.yaml'), pod);
});
afterEach(() => {
  copy.mend();
});
afterAll(() => {
  copy.remove();
  rmSync(folder, { recursive: true });
});

/** What runs `npm run check` on one Pod with a mistake. */
function checking(...args: readonly string[]): string[] {
  return ['-r', './tools/register.js', 'check.ts', ...args, join(folder, 'pod.yaml')];
}

function check(...args: readonly string[]): Promise<Run> {
  return copy.node(checking(...args));
}

test('npm run synth writes nothing that the API server refuses', async () => {
  const run = await copy
    .edit(echo, 'ServiceType.NODE_PORT', "'NodePrt' as never")
    .synth({ args: ['--environment', 'production'], apiserver: true });
  expect(run.stdout).toBe('');
  expect(run.stderr).toContain(`${copy.at(echo, "expose('hello-svc'")}  api-server-accepts\n`);
  expect(run.stderr).toContain(
    '  Service "demo/hello-svc" is refused by Kubernetes 1.36: spec.type: Unsupported value: "NodePrt": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"\n',
  );
  expect(run.status).toBe(1);
  expect(copy.dist()).toEqual(committedDist());
});

describe('npm run check', () => {
  test('asks each Kubernetes that is named, once', async () => {
    const run = await check('--kubernetes', '1.36, 1.30,1.36', '--kubernetes', '1.30');
    expect(run.status).toBe(1);
    expect(run.stdout).toContain(
      'Pod "web" is refused by Kubernetes 1.30 and 1.36: spec.dnsPolicy: ',
    );
    expect(run.stdout).toContain('1 error\n');
  });

  test.each([
    [
      'a Kubernetes that is not built in',
      ['--kubernetes', '1.36,1.29'],
      '--kubernetes "1.36,1.29": there is no API server of "1.29"; those that are built in are of 1.30, 1.36\n',
    ],
    [
      'a Kubernetes that is not to be asked',
      ['--kubernetes', '1.36', '--no-apiserver'],
      '--kubernetes says which API server is asked, and --no-apiserver that none is; leave one out\n',
    ],
  ])('is told %s, and judges nothing', async (_, args, stderr) => {
    expect(await check(...args)).toEqual({ status: 2, stdout: '', stderr });
  });
});

describe('where no thread can be started', () => {
  // What a system without threads left refuses, Node can be told to refuse.
  const [major = 0] = process.versions.node.split('.').map(Number);
  const restricted = [
    major < 22 ? '--experimental-permission' : '--permission',
    '--allow-fs-read=*',
    '--no-warnings',
  ];

  test('that is said in one line', async () => {
    const run = await copy.node([...restricted, ...checking()]);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(
      /^the API server inside cannot run: it is given no thread \(.*\), or leave it out with --no-apiserver\n$/,
    );
  });

  test('nobody who does not ask it needs one', async () => {
    expect(await copy.node([...restricted, ...checking('--no-apiserver')])).toEqual({
      status: 0,
      stdout: 'checked 1 object in 1 file: 0 errors, 0 warnings\n',
      stderr: '',
    });
  });
});

describe('a file that is damaged', () => {
  const message =
    /^the API server inside cannot run: \S+\.wasm\.br is damaged: its SHA-256 is [0-9a-f]{12}…, and [0-9a-f]{12}… is wanted; restore it, as by `git checkout -- apiserver\/dist`, or leave it out with --no-apiserver\n$/;
  beforeAll(() => {
    const apiserver = join(copy.folder, 'apiserver');
    rmSync(apiserver);
    cpSync(join(root, 'apiserver/dist'), join(apiserver, 'dist'), { recursive: true });
    const path = join(apiserver, 'dist/kubernetes-1.36.wasm.br');
    const bytes = readFileSync(path);
    bytes[1000] = 255 - (bytes[1000] ?? 0);
    writeFileSync(path, bytes);
    writeFileSync(path.replace('.wasm', '-cel.wasm'), bytes);
  });
  afterAll(() => {
    const apiserver = join(copy.folder, 'apiserver');
    rmSync(apiserver, { recursive: true });
    symlinkSync(join(root, 'apiserver'), apiserver);
  });

  test('is told by npm run synth in one line, and nothing is written', async () => {
    const run = await copy.synth({ args: ['--environment', 'production'], apiserver: true });
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(message);
    expect(copy.dist()).toEqual(committedDist());
  });

  test('is told by npm run check in one line', async () => {
    const run = await check();
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(message);
  });
});
