import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { committedDist, ProgramCopy } from './helpers/program';

const echo = 'lib/charts/http-echo-demo.ts';
const flask = 'lib/charts/flask-demo.ts';
const namespaces = 'lib/charts/namespaces.ts';

let copy: ProgramCopy;
beforeEach(() => {
  copy = new ProgramCopy();
});
afterEach(() => {
  copy.remove();
});

test('every mistake is reported once, at its line, and dist/ stays as it was', async () => {
  const run = await copy
    .edit(echo, 'nodePort: 30080', 'nodePort: 80808')
    .edit(echo, "'hello-svc'", "'Hello Svc!'")
    .edit('lib/app.ts', 'replicas: httpEcho.replicas', 'replicas: -3')
    .edit('lib/app.ts', 'image: images.flask', "image: ''")
    .edit(namespaces, "'flask-demo').name;", "'flask-demo').name; this.again();")
    .edit(namespaces, /\}\n$/, "again() { new SecuredNamespace(new Chart(this, 'x'), 'demo'); } }")
    .synth({ args: ['--environment', 'kind'] });
  expect(run).toEqual({
    status: 1,
    stdout: '',
    stderr: `${copy.at(flask, "new WebDeployment(this, 'mi-app'")}  image-is-set
  Deployment "flask-demo/mi-app" has spec.template.spec.containers[0].image ""; an image name such as "nginx:1.29" is needed
  Fix: set the image; the demos take theirs from \`images\` in lib/environments.ts
  More: docs/checks/image-is-set.md

${copy.at(echo, "new WebDeployment(this, 'hello-api'")}  replicas-are-not-negative
  Deployment "demo/hello-api" has spec.replicas -3; a replica count is a whole number from 0 to 2147483647
  Fix: set replicas to 0 or more; the demos take theirs from lib/environments.ts
  More: docs/checks/replicas-are-not-negative.md

${copy.at(echo, "expose('Hello Svc!'")}  name-is-valid
  Service "demo/Hello Svc!" has metadata.name "Hello Svc!", which is no DNS label: lower-case letters, digits and "-", starting with a letter and ending with a letter or digit, at most 63 characters
  Fix: rename it, for example to "hello-svc"
  More: docs/checks/name-is-valid.md

${copy.at(echo, "expose('Hello Svc!'")}  port-is-in-range
  Service "demo/Hello Svc!" has spec.ports[0].nodePort 80808; a node port is a whole number from 30000 to 32767
  Fix: choose a number from 30000 to 32767
  More: docs/checks/port-is-in-range.md

${copy.at(namespaces, 'new SecuredNamespace(new Chart')}  identity-is-unique
  Namespace "demo" is made twice: first at ${copy.at(namespaces, "new SecuredNamespace(this, 'demo')")}, and again here
  Fix: give one of the two another name or namespace, or remove it
  More: docs/checks/identity-is-unique.md

Nothing was written.
`,
  });
  expect(copy.dist()).toEqual(committedDist());
});

test('an unknown environment is reported where the environments are listed', async () => {
  const run = await copy.synth({ args: ['--environment', 'stagin'] });
  expect(run).toEqual({
    status: 1,
    stdout: '',
    stderr: `${copy.at('lib/environments.ts', 'new ProgramError(')}  environment-is-known
  there is no environment "stagin"; this file has "kind", "cloud", "production"
  Fix: name one of these, or add yours to \`environments\` in this file
  More: docs/checks/environment-is-known.md

Nothing was written.
`,
  });
});

test('an unknown option is bad usage', async () => {
  const run = await copy.synth({ args: ['--wrong'] });
  expect(run.status).toBe(2);
  expect(run.stderr).toMatch(/^Unknown option '--wrong'\n\nUsage: npm run synth -- /);
});

test('a defect in Orquesta keeps its stack and is no finding', async () => {
  const run = await copy
    .edit(
      'lib/checks/image-is-set.ts',
      'const { image } = fields;',
      'const image = null as never as string; image.length;',
    )
    .synth();
  expect(run.status).toBe(2);
  expect(run.stderr).toMatch(
    /^This is a defect of Orquesta, not of your program: TypeError: .*\n {4}at .*image-is-set\.ts:/,
  );
});

test('a slip of the pen is told in one line, before anything runs', async () => {
  const run = await copy.edit(echo, 'replicas,\n', 'replicas,,\n').synth();
  expect(run).toEqual({
    status: 1,
    stdout: '',
    stderr: `${copy.at(echo, ',\n      strategy')}  syntax\n  Expected identifier but found ","\n\nNothing was written.\n`,
  });
});

test('a file that is missing is told where it is asked for', async () => {
  rmSync(join(copy.folder, 'lib/charts/lessons/pod.ts'));
  const run = await copy.synth();
  const place = copy.at('lib/charts/lessons/index.ts', "import { PodLesson } from './pod';");
  expect(run.stderr).toContain(`${place.replace(/:\d+$/, '')}:`);
  expect(run.stderr).toContain("program-runs\n  Cannot find module './pod'\n");
  expect(run.status).toBe(1);
});

test('an output folder that cannot be written is one clear line', async () => {
  rmSync(join(copy.folder, 'dist'), { recursive: true });
  writeFileSync(join(copy.folder, 'dist'), 'a file');
  const run = await copy.synth();
  expect(run).toEqual({
    status: 2,
    stdout: '',
    stderr: "Cannot write dist/: ENOTDIR: not a directory, scandir 'dist'\n",
  });
});

test('a second run touches nothing, under another locale, time zone and path too', async () => {
  const file = join(copy.folder, 'dist/flask-demo.k8s.yaml');
  const before = statSync(file).mtimeMs;
  const env = { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' };
  const { stdout, stderr } = await copy.synth({ env });
  expect(stderr).toMatch(/^left out of kind: extended-resource needs a node with an NVIDIA GPU/);
  expect(stdout).toMatch(/^dist\/: \d+ objects in \d+ files, 0 changed, 0 removed\n/);
  expect(statSync(file).mtimeMs).toBe(before);
});
