import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runHere } from './helpers/here';
import type { Run } from './helpers/program';

const root = resolve(__dirname, '..');

const service = `apiVersion: v1
kind: Service
metadata:
  name: api
  namespace: demo
spec:
  selector:
    app: web
  ports:
    - port: 80
`;

const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const script = join(root, 'check.ts');

/** Runs what `npm run check` runs, in the folder; the API server inside has its own tests. */
function check(args: readonly string[]): Promise<Run> {
  return runHere(script, ['--no-apiserver', ...args], { cwd: folder });
}

/** The same in a process of its own, as a user does. */
function spawned(
  args: readonly string[],
  { input = '', env = {}, cwd = folder } = {},
): Promise<Run> {
  const program = ['-r', join(root, 'tools/register.js'), script, '--no-apiserver', ...args];
  return new Promise((done) => {
    const options = {
      cwd,
      env: { ...process.env, NO_COLOR: '1', npm_lifecycle_event: '', ...env },
    };
    const child = spawn(process.execPath, program, options);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    child.on('close', (status) => {
      done({ status: status ?? -1, stdout, stderr });
    });
    // A program that has read enough closes its end.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

function write(path: string, content: string): void {
  writeFileSync(join(folder, path), content);
}

test('no value of a Secret, or of what looks like one, is in any report', async () => {
  write(
    'a.yaml',
    `apiVersion: v1
kind: Secret
metadata: { name: twice }
stringData: { password: hunter2, password: hunter3 }
---
apiVersion: v1
kind: Secret
metadata: { name: broken }
stringData:
  password: hunter2: hunter3
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data:
  password: hunter2
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: app, image: web, env: [{ name: PASSWORD, value: hunter2 }] }] }
`,
  );
  for (const format of ['text', 'json', 'sarif', 'github']) {
    const { status, stdout, stderr } = await check(['--format', format, 'a.yaml']);
    expect(status).toBe(1);
    // The pages that SARIF takes along have examples.
    const said = format === 'sarif' ? stdout.replace(/"markdown": .*/g, '') : stdout;
    expect(said + stderr).not.toContain('hunter');
  }
});

test.each([
  ['password: !!int hunter2', 'this is no !!int'],
  ['password: *hunter2', 'this stands for nothing: there is no such anchor before it'],
  ['password: &hunter2 [*hunter2]', 'this contains itself'],
  ['!!float hunter2: a', 'this is no !!float'],
  ['password: !hunter2!a b', 'this is not YAML: undeclared tag handle'],
  ['password: !hunter2^ b', 'this is not YAML: tag name cannot contain such characters'],
  [
    'a: b\n--- # and more\n--- hunter2\nkind: Secret',
    'kubectl takes nothing but a comment after "---", and here is more',
  ],
])('of a Secret that is no YAML nothing is quoted: %j', async (line, message) => {
  write('a.yaml', `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData:\n  ${line}\n`);
  const { stdout, stderr } = await check(['a.yaml']);
  expect(stdout).toContain(`  ${message}\n`);
  expect(stdout + stderr).not.toContain('hunter');
});

test('lines that end as on old systems are counted, and hide the second document', async () => {
  write('a.yaml', `${configMap}---\n${configMap}`.replaceAll('\n', '\r'));
  const run = await check(['a.yaml']);
  expect(run.status).toBe(1);
  expect(run.stdout).toContain(`a.yaml:6:1  file-is-yaml
  6 │ apiVersion: v1
    │ ^
  kubectl finds no second document here, for no line feed is before its "---"
  Fix: end lines with a line feed
`);
});

test.each([
  ['UTF-32', [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]],
  ['UTF-32', [0, 0, 0xfe, 0xff, 0, 0, 0, 0x61]],
])('a file in %s is called so: %j', async (name, bytes) => {
  writeFileSync(join(folder, 'a.yaml'), Buffer.from(bytes));
  const { stdout } = await check(['a.yaml']);
  expect(stdout).toContain(`  this is ${name}, which kubectl does not read\n`);
});

test('the line of a mistake is shown in a large file too', async () => {
  write('a.yaml', `# ${'x'.repeat(5 * 2 ** 20)}\n${service}`);
  expect((await check(['a.yaml'])).stdout).toContain('\n  8 │   selector:\n');
});

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'a kind, a protocol or a tag that is called %s is like any other',
  async (word) => {
    write(
      'a.yaml',
      `apiVersion: v1
kind: ${word}
metadata: { name: one }
---
apiVersion: example.com/v1
kind: ${word}
metadata: { name: two }
spec: { template: { metadata: { labels: { a: !<${word}> b } }, spec: { containers: [] } } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: web }
spec: { gatewayClassName: any, listeners: [{ name: web, port: 80, protocol: ${word} }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web }
spec: { parentRefs: [{ name: web }] }
`,
    );
    expect((await check(['a.yaml'])).stderr).not.toContain('defect');
  },
);

test('all is well in one line', async () => {
  write('a.yaml', configMap);
  expect(await spawned(['a.yaml'])).toEqual({
    status: 0,
    stdout: 'checked 1 object in 1 file: 0 errors, 0 warnings\n',
    stderr: '',
  });
});

test('a mistake is told at its line, with the line', async () => {
  write('a.yaml', `# a Service\n---\n${service}`);
  expect(await spawned(['.'])).toEqual({
    status: 1,
    stdout: `a.yaml:9:3  service-selects-pods
  9 │   selector:
    │   ^
  Service "demo/api" selects pods by app=web, and no pod of namespace "demo" has that: there are none
  Fix: select labels that the pods have, in the namespace that they are in
  More: docs/checks/service-selects-pods.md

1 error
checked 1 object in 1 file
`,
    stderr: '',
  });
});

test('standard input is a file too, and its lines are shown', async () => {
  const run = await spawned(['-'], { input: service });
  expect(run.status).toBe(1);
  expect(run.stdout).toContain('-:7:3  service-selects-pods\n  7 │   selector:\n');
});

test('files, folders and standard input are one program', async () => {
  write('a.yaml', configMap);
  const again = await spawned(['a.yaml', '-'], { input: configMap });
  expect(again.stdout).toContain(
    'ConfigMap "settings" is made twice: first at a.yaml:1:1, and again here',
  );
});

test('a stream without end is read up to the limit', async () => {
  const run = await spawned(['-'], { input: 'a: 1\n'.repeat(8_000_000) });
  expect(run.status).toBe(1);
  expect(run.stdout).toContain('-:1:1  file-is-read\n  this has more than 32 MiB');
});

test('where objects go that say no namespace is inferred and told', async () => {
  const account = configMap.replace('ConfigMap', 'ServiceAccount');
  const binding = `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: settings}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: settings, namespace: argocd}]
`;
  write('a.yaml', account + binding);
  expect(await check(['a.yaml'])).toEqual({
    status: 0,
    stdout: 'checked 2 objects in 1 file: 0 errors, 0 warnings\n',
    stderr: 'objects that say no namespace are taken to go to "argocd"; --namespace says another\n',
  });
  const elsewhere = await check(['--namespace', 'other', 'a.yaml']);
  expect(elsewhere.status).toBe(1);
  expect(elsewhere.stdout).toContain('a.yaml:10:');
});

test('a report has standard output for itself', async () => {
  write('a.yaml', service);
  write('values.yaml', 'image: nginx\n');
  const run = await check(['--format', 'json', '.']);
  expect(run.status).toBe(1);
  expect(JSON.parse(run.stdout)).toMatchObject({ summary: { errors: 1, warnings: 0 } });
  expect(run.stderr).toBe(
    'checked 1 object in 1 file: 1 error\nskipped: 1 document not meant for a cluster, in values.yaml\n',
  );
});

test('what exists elsewhere is declared, and has to be needed', async () => {
  write('a.yaml', configMap);
  const run = await check(['--external', 'Secret/demo/registry', 'a.yaml']);
  expect(run.status).toBe(1);
  expect(run.stdout).toContain(
    'external-is-used\n  Secret "demo/registry" is declared as external, and nothing refers to it\n',
  );
});

test('what was applied before is compared where it may not change', async () => {
  const immutable = (value: string) => `${configMap}immutable: true\ndata:\n  a: ${value}\n`;
  write('a.yaml', immutable('b'));
  write('before.yaml', immutable('c'));
  const run = await check(['--previous', 'before.yaml', 'a.yaml']);
  expect(run.status).toBe(1);
  expect(run.stdout).toContain('immutable-is-not-edited');
});

test('warnings fail only a strict run', async () => {
  write('a.yaml', `${configMap}data: {a: b, a: b}\n`);
  const run = await check(['a.yaml']);
  expect(run.stdout).toContain('a.yaml:5:14  key-is-unique (warning)');
  expect(run.status).toBe(0);
  expect((await check(['--strict', 'a.yaml'])).status).toBe(1);
});

test.each([
  [[], /^Nothing to check is named\.\n\nUsage: /],
  [['--wrong', 'a.yaml'], /^Unknown option '--wrong'.*\n\nUsage: /],
  [['--format', 'xml', 'a.yaml'], /^there is no format "xml"/],
  [['--namespace', 'A', 'a.yaml'], /^--namespace "A": that is no name of a namespace\n$/],
  [['--external', 'Secret', 'a.yaml'], /^--external "Secret": write KIND\/NAME/],
  [
    ['b.yaml', 'c.yaml'],
    /^b\.yaml: no such file or directory\nc\.yaml: no such file or directory\n$/,
  ],
  [['.git'], /^There is no Kubernetes object to check\.\n$/],
])('bad usage is told in the words of the user: %j', async (args, message) => {
  write('a.yaml', configMap);
  mkdirSync(join(folder, '.git'));
  const run = await check(args);
  expect(run.stderr).toMatch(message);
  expect(run).toMatchObject({ status: 2, stdout: '' });
});

test('npm runs it in the project, and paths are meant from where npm was called', async () => {
  write('a.yaml', configMap);
  const env = { npm_lifecycle_event: 'check', INIT_CWD: folder };
  const run = await spawned(['a.yaml'], { env, cwd: root });
  expect(run.status).toBe(0);
});

test('help is no mistake', async () => {
  const run = await check(['--help']);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout).toMatch(/^Usage: npm run check -- /);
});
