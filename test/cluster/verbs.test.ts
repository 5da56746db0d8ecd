import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const register = join(root, 'tools/register.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs a verb as npm does, in a folder of its own where no program is in the PATH. */
function verb(command: string, env: Record<string, string> = {}) {
  const [name = '', ...args] = command.split(' ');
  const script = join(root, 'cluster', `${name}.ts`);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['-r', register, script, ...args],
    {
      cwd: folder,
      env: { PATH: folder, ...env },
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

/** Writes `dist/` with a workload that reads the Secret of the Flask demo. */
function writeDist() {
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist', 'a.k8s.yaml'), 'secretKeyRef:\n  name: mi-app-token\n');
}

const installKubectl =
  '✗ "kubectl" is not in the PATH: install it (https://kubernetes.io/docs/tasks/tools/) and try again\n';

test.each(['up', 'load', 'down'])('%s names docker when it is not installed', (name) => {
  expect(verb(name)).toEqual({
    status: 1,
    stdout: '',
    stderr:
      '✗ "docker" is not in the PATH: install it (https://docs.docker.com/get-started/get-docker/) and try again\n',
  });
});

test('load for a cluster that is not of kind needs kubectl, not docker', () => {
  expect(verb('load --context lab')).toEqual({ status: 1, stdout: '', stderr: installKubectl });
});

test('apply names synth when there is no dist', () => {
  expect(verb('apply', { API_TOKEN: 'x' })).toEqual({
    status: 1,
    stdout: '',
    stderr:
      '✗ there is no manifest in the folder "dist": write them with `npm run synth`, or name another folder with `--dir`\n',
  });
});

test('apply asks for the value of a Secret before it looks for kubectl or a cluster', () => {
  writeDist();
  expect(verb('apply', { API_TOKEN: '' })).toEqual({
    status: 1,
    stdout: '',
    stderr:
      '✗ nothing was applied: the Secret "flask-demo/mi-app-token" needs API_TOKEN, which is in neither the environment nor .env: copy .env.example to .env and write the value there\n',
  });
});

test('apply says where in .env a value is missing', () => {
  writeDist();
  writeFileSync(join(folder, '.env'), 'API_TOKEN=\n');
  expect(verb('apply')).toEqual({
    status: 1,
    stdout: '',
    stderr:
      '✗ nothing was applied: the Secret "flask-demo/mi-app-token" needs API_TOKEN, and .env has no value for it: write one after `API_TOKEN=`\n',
  });
});

test('apply takes the value from .env, and then asks for kubectl', () => {
  writeDist();
  writeFileSync(join(folder, '.env'), '# for the demo\nAPI_TOKEN="s3cret"\n');
  expect(verb('apply')).toEqual({ status: 1, stdout: '', stderr: installKubectl });
});

test('demo refuses a flag that it does not know, with its usage', () => {
  expect(verb('demo --speed 3')).toEqual({
    status: 2,
    stdout: '',
    stderr: `✗ Unknown option '--speed'

Usage: npm run demo -- [flags]

Plays the story of the workshop on the cluster, checks every claim, and writes a report.

  --context NAME     kubectl context to use (default: kind-demo-orq)
  --kubeconfig FILE  kubeconfig to use instead of kubectl's own
  --dir FOLDER       folder of manifests (default: dist)
  --url URL          where the Service answers, when the demo does not find it
  --rate N           requests per second (default: 50)
  --report FOLDER    where the report goes (default: demo-report)
  --timeout SECONDS  how long each wait may take (default: 120)
  --help             print this and exit
`,
  });
});

test('--help prints the usage on standard output', () => {
  expect(verb('down --help')).toEqual({
    status: 0,
    stdout: `Usage: npm run down

Deletes the kind cluster of cluster/kind.yaml with all that is in it.

  --help  print this and exit
`,
    stderr: '',
  });
});

test('Ctrl-C ends the children of a verb, and exits 130', async () => {
  const body = `
    const { run } = require('${root}/cluster/lib/run');
    const { start } = require('${root}/cluster/lib/exec');
    run({ name: 'x', does: 'Waits.', flags: {}, body: async () => {
      const child = start(process.execPath, ['-e', 'console.log(process.pid); setInterval(() => {}, 1000)'], {
        onLine: (pid) => console.log(pid),
      });
      await child.done;
    }});`;
  const parent = spawn(process.execPath, ['-r', register, '-e', body]);
  const pid = Number(await firstLine(parent));
  parent.kill('SIGINT');
  expect(await new Promise((resolve) => parent.on('close', resolve))).toBe(130);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

async function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => child.stdout?.setEncoding('utf8').once('data', resolve));
}
