import { parseArgs } from 'node:util';
import { Answers } from './lib/apiserver/answers';
import { checkWith } from './lib/apiserver/check';
import { type Minor, minors, newest } from './lib/apiserver/files';
import { Judges } from './lib/apiserver/judge';
import { ApiServerError } from './lib/apiserver/server';
import { Graph } from './lib/graph/graph';
import { type Input, readInput } from './lib/input';
import { EXTERNAL_FORMS, externalOf } from './lib/input/external';
import { UsageError } from './lib/input/usage-error';
import { inferNamespace } from './lib/input/infer-namespace';
import { formatNamed, report } from './lib/report';
import { count } from './lib/report/count';

const usage = `Usage: npm run check -- [OPTION]... FILE|FOLDER|-...
  Checks Kubernetes YAML or JSON from anywhere, all of it together: files, the .yaml, .yml and .json in
  folders, and standard input for "-".
  --namespace NAME     where objects go that say no namespace; else where others look for them, or "default"
  --external OBJECT    what exists elsewhere: ${EXTERNAL_FORMS}; may be repeated
  --previous FOLDER    the objects as they were applied last, for what may not change
  --format FORMAT      text (the default), json, sarif or github; \`npm run --silent\` keeps npm's own lines
                       out of it
  --strict             warnings are mistakes too
  --kubernetes MINOR   whose API server is asked: ${minors.join(', ')}, or several with commas; else the newest
  --no-apiserver       do not ask the API server that is built in
  --help               print this text
Exit status: 0 all is well, 1 there are mistakes, 2 bad usage or an error of Orquesta itself.`;

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    allowNegative: true,
    options: {
      namespace: { type: 'string' },
      external: { type: 'string', multiple: true, default: [] },
      previous: { type: 'string' },
      format: { type: 'string', default: 'text' },
      strict: { type: 'boolean', default: false },
      kubernetes: { type: 'string', multiple: true },
      apiserver: { type: 'boolean', default: true },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const format = formatNamed(values.format);
  if (positionals.length === 0) throw new UsageError(`Nothing to check is named.\n\n${usage}`);
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(values.namespace ?? 'default')) {
    const given = JSON.stringify(values.namespace);
    throw new UsageError(`--namespace ${given}: that is no name of a namespace`);
  }
  const asked = minorsAsked(values);
  const judges = new Judges(new Answers());
  // They get ready while the files are read.
  for (const minor of asked) judges.expect(minor);
  const input = readInput(positionals);
  const notes = notesOn(input);
  const namespace = values.namespace ?? inferNamespace(input.objectsIn) ?? 'default';
  if (values.namespace === undefined && namespace !== 'default') {
    notes.unshift(
      `objects that say no namespace are taken to go to "${namespace}"; --namespace says another`,
    );
  }
  const objects = input.objectsIn(namespace);
  if (objects.length === 0 && input.findings.length === 0) {
    throw new UsageError(['There is no Kubernetes object to check.', ...notes].join('\n'));
  }
  const external = values.external.map((text) => externalOf(text, namespace));
  const previous = values.previous === undefined ? [] : [values.previous];
  const before = readInput(previous).objectsIn(namespace);
  const surroundings = { external, before: before.map(({ manifest }) => manifest) };
  const graph = new Graph(objects, surroundings);
  const judgements = asked.length > 0 ? judges.judge(graph, asked, graph.before) : undefined;
  const findings = [...input.findings, ...checkWith(graph, judgements)];
  judges.save();

  const { strict } = values;
  const { sources } = input;
  const stream = process.stdout;
  const { text, summary, status } = report(findings, { format, strict, sources, stream });
  stream.write(text);
  const files = new Set(objects.map(({ file }) => file)).size;
  const checked = `checked ${count(objects.length, 'object')} in ${count(files, 'file')}`;
  // A report has standard output for itself, and text with findings has ended with their number.
  if (format !== 'text') console.error(`${checked}: ${summary || NOTHING}`);
  else console.log(findings.length === 0 ? `${checked}: ${NOTHING}` : checked);
  for (const note of notes) console.error(note);
  return status;
}

/** The minors that the options name, each once, the oldest first. */
function minorsAsked(options: { kubernetes?: string[] | undefined; apiserver: boolean }): Minor[] {
  const { apiserver } = options;
  const kubernetes = options.kubernetes?.join();
  if (!apiserver && kubernetes !== undefined) {
    throw new UsageError(
      '--kubernetes says which API server is asked, and --no-apiserver that none is; leave one out',
    );
  }
  if (!apiserver) return [];
  const named = (kubernetes ?? newest).split(',').map((name) => name.trim());
  const unknown = named.find((name) => !minors.some((minor) => minor === name));
  if (unknown !== undefined) {
    throw new UsageError(
      `--kubernetes ${JSON.stringify(kubernetes)}: there is no API server of ${JSON.stringify(unknown)}; those that are built in are of ${minors.join(', ')}`,
    );
  }
  return minors.filter((minor) => named.includes(minor));
}

const NOTHING = '0 errors, 0 warnings';

/** What was not checked. */
function notesOn({ skipped, leftOut }: Input): string[] {
  const paths = [...skipped].map(([path, documents]) =>
    documents === 1 ? path : `${path} (${documents})`,
  );
  const total = [...skipped.values()].reduce((sum, documents) => sum + documents, 0);
  if (total === 0) return [...leftOut];
  const shown = paths.length > 5 ? [...paths.slice(0, 5), `${paths.length - 5} more files`] : paths;
  return [
    `skipped: ${count(total, 'document')} not meant for a cluster, in ${shown.join(', ')}`,
    ...leftOut,
  ];
}

/** Says in the words that suit its kind why nothing was checked, and returns the exit status. */
function explain(error: unknown): number {
  if (error instanceof UsageError || error instanceof ApiServerError) console.error(error.message);
  else if (
    String((error as NodeJS.ErrnoException | undefined)?.code).startsWith('ERR_PARSE_ARGS')
  ) {
    console.error(`${(error as Error).message}\n\n${usage}`);
  } else console.error('This is a defect of Orquesta, not of what it checks:', error);
  return 2;
}

// Whoever reads the output may stop early, as `head` does.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// npm runs this in the folder of the project, and paths are meant from where npm was called.
if (process.env.npm_lifecycle_event === 'check') process.chdir(process.env.INIT_CWD ?? '.');

try {
  process.exitCode = main();
} catch (error) {
  process.exitCode = explain(error);
}
