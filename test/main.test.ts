import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { committedDist, ProgramCopy } from './helpers/program';

const echo = 'lib/charts/http-echo-demo.ts';
const flask = 'lib/charts/flask-demo.ts';
const namespaces = 'lib/charts/namespaces.ts';

const copy = new ProgramCopy();
afterEach(() => {
  copy.mend();
});
afterAll(() => {
  copy.remove();
});

/** The line of the one `text` in `file`, with a caret under its begin, as a report shows it. */
function excerpt(file: string, text: string): string {
  const [, number = ''] = copy.at(file, text).split(':');
  const source =
    readFileSync(join(copy.folder, file), 'utf8').split('\n')[Number(number) - 1] ?? '';
  const margin = ' '.repeat(number.length);
  return `  ${number} │ ${source}\n  ${margin} │ ${' '.repeat(source.indexOf(text))}^`;
}

/** One environment is enough where all do the same. */
const production = ['--environment', 'production'];

test('the message that the READMEs show is the one of today', async () => {
  const run = await copy
    .edit(flask, "fromConfigMap(config, 'APP_MODE')", "fromConfigMap(config, 'APP_MDOE')")
    .synthHere({ args: production });
  const [message = ''] = run.stderr.split('\n\n');
  for (const name of ['README.md', 'README.es.md']) {
    expect(readFileSync(join(__dirname, '..', name), 'utf8')).toContain(
      `\`\`\`\n${message}\n\`\`\`\n`,
    );
  }
});

test('every mistake is reported once, at its line, and dist/ stays as it was', async () => {
  const run = await copy
    .edit(echo, 'nodePort: 30080', 'nodePort: 80808')
    .edit(echo, "'hello-svc'", "'Hello Svc!'")
    .edit('lib/app.ts', 'replicas: httpEcho.replicas', 'replicas: -3')
    .edit('lib/app.ts', 'image: images.flask', "image: ''")
    .edit(namespaces, "'flask-demo').name;", "'flask-demo').name; this.again();")
    .edit(namespaces, /\}\n$/, "again() { new SecuredNamespace(new Chart(this, 'x'), 'demo'); } }")
    .synthHere({ args: ['--environment', 'kind'] });
  expect(run).toEqual({
    status: 1,
    stdout: '',
    stderr: `${copy.at(flask, "new WebDeployment(this, 'mi-app'")}  image-is-set
${excerpt(flask, "new WebDeployment(this, 'mi-app'")}
  Deployment "flask-demo/mi-app" has spec.template.spec.containers[0].image ""; an image name such as "nginx:1.29" is needed
  Fix: set the image; the demos take theirs from \`images\` in lib/environments.ts
  More: docs/checks/image-is-set.md

${copy.at(echo, "new WebDeployment(this, 'hello-api'")}  replicas-are-not-negative
${excerpt(echo, "new WebDeployment(this, 'hello-api'")}
  Deployment "demo/hello-api" has spec.replicas -3; a replica count is a whole number from 0 to 2147483647
  Fix: set replicas to 0 or more; the demos take theirs from lib/environments.ts
  More: docs/checks/replicas-are-not-negative.md

${copy.at(echo, "expose('Hello Svc!'")}  name-is-valid
${excerpt(echo, "expose('Hello Svc!'")}
  Service "demo/Hello Svc!" has metadata.name "Hello Svc!", which is no DNS label: lower-case letters, digits and "-", starting with a letter and ending with a letter or digit, at most 63 characters
  Fix: rename it, for example to "hello-svc"
  More: docs/checks/name-is-valid.md

${copy.at(echo, "expose('Hello Svc!'")}  port-is-in-range
  Service "demo/Hello Svc!" has spec.ports[0].nodePort 80808; a node port is a whole number from 30000 to 32767
  Fix: choose a number from 30000 to 32767
  More: docs/checks/port-is-in-range.md

${copy.at(namespaces, 'new SecuredNamespace(new Chart')}  identity-is-unique
${excerpt(namespaces, 'new SecuredNamespace(new Chart')}
  Namespace "demo" is made twice: first at ${copy.at(namespaces, "new SecuredNamespace(this, 'demo')")}, and again here
  Fix: give one of the two another name or namespace, or remove it
  More: docs/checks/identity-is-unique.md

5 errors
Nothing was written.
`,
  });
  expect(copy.dist()).toEqual(committedDist());
});

test('an unknown environment is reported where the environments are listed', async () => {
  const run = await copy.synthHere({ args: ['--environment', 'stagin'] });
  expect(run).toEqual({
    status: 1,
    stdout: '',
    stderr: `${copy.at('lib/environments.ts', 'new ProgramError(')}  environment-is-known
${excerpt('lib/environments.ts', 'new ProgramError(')}
  there is no environment "stagin"; this file has "kind", "cloud", "production"
  Fix: name one of these, or add yours to \`environments\` in this file
  More: docs/checks/environment-is-known.md

1 error
Nothing was written.
`,
  });
});

test('an unknown option is bad usage', async () => {
  const run = await copy.synth({ args: ['--wrong'] });
  expect(run.status).toBe(2);
  expect(run.stderr).toMatch(/^Unknown option '--wrong'\n\nUsage: npm run synth -- /);
});

test('an unknown format is bad usage, and the answer lists them all', async () => {
  const run = await copy.synth({ args: ['--format', 'xml'] });
  expect(run.status).toBe(2);
  expect(run.stdout).toBe('');
  expect(run.stderr).toMatch(
    /^there is no format "xml"; a report is one of "text", "json", "sarif", "github"\n\nUsage: /,
  );
});

describe('a warning', () => {
  beforeEach(() => {
    copy
      .edit('lib/checks/port-is-in-range.ts', "severity: 'error'", "severity: 'warning'")
      .edit(echo, 'nodePort: 30080', 'nodePort: 80808');
  });

  test('is told once, and the YAML is written', async () => {
    const run = await copy.synthHere();
    expect(run.status).toBe(0);
    expect(run.stderr.match(/^.* port-is-in-range.*$/gm)).toEqual([
      `${copy.at(echo, "expose('hello-svc'")}  port-is-in-range (warning)`,
    ]);
    expect(run.stderr).toContain('\n\n1 warning\nleft out of kind: ');
    expect(run.stdout).toMatch(/^dist\/: \d+ objects in \d+ files, 3 changed, 0 removed\n$/);
    expect(copy.dist()['http-echo-demo.k8s.yaml']).toContain('nodePort: 80808');
  });

  test('is a mistake where the run is strict', async () => {
    const run = await copy.synthHere({ args: [...production, '--strict'] });
    expect(run.status).toBe(1);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/\n\n1 warning\nNothing was written\.\n$/);
    expect(copy.dist()).toEqual(committedDist());
  });
});

describe('standard output holds the whole document that is asked for, and no more', () => {
  test('when all is well', async () => {
    const run = await copy.synthHere({ args: [...production, '--format', 'json'] });
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ findings: [] });
    expect(run.stderr).toMatch(/^dist\/: \d+ objects in \d+ files, 0 changed, 0 removed\n/);
  });

  test('when there are mistakes', async () => {
    const run = await copy
      .edit(echo, 'nodePort: 30080', 'nodePort: 80808')
      .synthHere({ args: [...production, '--format', 'sarif'] });
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({
      runs: [{ results: [{ ruleId: 'port-is-in-range' }] }],
    });
    expect(run.stderr).toBe('1 error\nNothing was written.\n');
  });

  test('when the program does not run', async () => {
    const run = await copy
      .edit('lib/app.ts', "'cdk8s';", "'cdk8s';\nrequire('node:fs').readFileSync('gone');")
      .synthHere({ args: [...production, '--format', 'json'] });
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({
      findings: [{ rule: 'program-runs', file: 'lib/app.ts', line: 2 }],
    });
    expect(run.stderr).toBe('1 error\nNothing was written.\n');
  });
});

test('colours are for a terminal, or for whoever asks for them', async () => {
  const run = await copy
    .edit(echo, 'nodePort: 30080', 'nodePort: 80808')
    .synthHere({ args: production, env: { FORCE_COLOR: '1' } });
  expect(run.stderr).toContain('\u001b[31mport-is-in-range\u001b[39m');
});

test('a last output that is damaged stops nothing', async () => {
  const file = join(copy.folder, 'dist/production/flask-demo.k8s.yaml');
  writeFileSync(file, 'immutable: true\n---\n{ kind: [\n');
  const run = await copy.synthHere({ args: production });
  expect(run.status).toBe(0);
  expect(copy.dist()).toEqual(committedDist());
});

test('a defect in Orquesta keeps its stack and is no finding', async () => {
  const run = await copy
    .edit(
      'lib/checks/image-is-set.ts',
      'const { image } = fields;',
      'const image = null as never as string; image.length;',
    )
    .synthHere({ args: production });
  expect(run.status).toBe(2);
  expect(run.stderr).toMatch(
    /^This is a defect of Orquesta, not of your program: TypeError: .*\n {4}at .*image-is-set\.ts:/,
  );
});

describe('a slip of the pen', () => {
  test('is told at its place like any other mistake', async () => {
    const run = await copy.edit(echo, 'replicas,\n', 'replicas, /* é */ ; // here\n').synthHere();
    expect(run).toEqual({
      status: 1,
      stdout: '',
      stderr: `${copy.at(echo, '; // here')}  program-runs
${excerpt(echo, '; // here')}
  this is not TypeScript: Expected identifier but found ";"
  Fix: correct the text at this place; \`npm run typecheck\` may say more
  More: docs/checks/program-runs.md

1 error
Nothing was written.
`,
    });
  });

  test('is in the document that is asked for', async () => {
    const run = await copy
      .edit(echo, 'replicas,\n', 'replicas,,\n')
      .synthHere({ args: ['--format', 'json'] });
    const [, line] = copy.at(echo, ',\n      strategy').split(':');
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({
      findings: [{ rule: 'program-runs', file: echo, line: Number(line) }],
    });
    expect(run.stderr).toBe('1 error\nNothing was written.\n');
  });

  test('is one line where it is in what tells mistakes', async () => {
    const file = 'lib/report/program-error.ts';
    const run = await copy.edit(file, 'super(message);', 'super(message;').synth();
    expect(run).toEqual({
      status: 2,
      stdout: '',
      stderr: `${copy.at(file, ';\n  }\n}')}: Expected ")" but found ";"\n`,
    });
  });
});

describe('a program that fails on its own writes nothing, and is told', () => {
  test.each([
    [
      'a promise that nobody waits for',
      "void Promise.reject(new Error('late'));",
      'new Error',
      'late',
    ],
    [
      'a callback, even after a while',
      "setTimeout(() => { throw new TypeError('late'); }, 50);",
      'new TypeError',
      'TypeError: late',
    ],
    [
      'an end of the process',
      'process.exit(0);',
      'exit(0)',
      'the program ends the process here, before anything is written',
    ],
  ])('%s', async (_, statement, at, message) => {
    const run = await copy
      .edit('lib/app.ts', "'cdk8s';", `'cdk8s';\n${statement}`)
      .edit(echo, 'nodePort: 30080', 'nodePort: 30081')
      .synth({ args: [...production, '--format', 'json'] });
    const column = statement.indexOf(at) + 1;
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({
      findings: [{ rule: 'program-runs', file: 'lib/app.ts', line: 2, column, message }],
    });
    expect(run.stderr).toBe('1 error\nNothing was written.\n');
    expect(copy.dist()).toEqual(committedDist());
  });

  test('what is thrown and is no Error', async () => {
    const run = await copy
      .edit('lib/app.ts', "'cdk8s';", "'cdk8s';\nif (Number('1')) throw 'x';")
      .synthHere({ args: production });
    expect(run).toEqual({
      status: 1,
      stdout: '',
      stderr: `program-runs
  "x" is thrown, which is no Error and does not say where
  Fix: throw an Error: its stack leads to the line
  More: docs/checks/program-runs.md

1 error
Nothing was written.
`,
    });
  });
});

test('a file that is missing is told where it is asked for', async () => {
  copy.delete('lib/charts/lessons/pod.ts');
  const run = await copy.synth();
  const index = 'lib/charts/lessons/index.ts';
  expect(run.stderr).toContain(
    `${copy.at(index, "'./pod'")}  program-runs\n${excerpt(index, "'./pod'")}\n  Cannot find module './pod'\n`,
  );
  expect(run.status).toBe(1);
});

test('an output folder that cannot be written is one clear line', async () => {
  rmSync(join(copy.folder, 'dist'), { recursive: true });
  writeFileSync(join(copy.folder, 'dist'), 'a file');
  const run = await copy.synthHere({ args: production });
  expect(run).toEqual({
    status: 2,
    stdout: '',
    stderr: "Cannot write dist/: ENOTDIR: not a directory, scandir 'dist/production'\n",
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
