import { subscribe } from 'node:diagnostics_channel';
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseArgs } from 'node:util';
import type * as Answered from './lib/apiserver/answers';
import type * as Judge from './lib/apiserver/judge';
import type * as Lessons from './lib/charts/lessons';
import type * as Environments from './lib/environments';
import { CUSTOM_RESOURCES } from './lib/graph/manifest';
import type * as LastOutput from './lib/last-output';
import { writeOutput } from './lib/output';
import type * as Reports from './lib/report';
import { type Finding, findingOf } from './lib/report/finding';
import { ProgramError } from './lib/report/program-error';
import type * as Settling from './lib/settled';
import type * as StandBy from './lib/stand-by';
import type * as Synthesize from './lib/synthesize';

const usage = `Usage: npm run synth -- [--environment NAME] [--format FORMAT] [--strict] [--no-apiserver]
  Checks the program and writes the YAML of every environment into dist/.
  --environment NAME   this environment alone; the files of the others stay as they are
  --format FORMAT      how mistakes are told: text (the default), or, on standard output, json, sarif or
                       github; \`npm run --silent\` keeps npm's own lines out of it
  --strict             warnings are mistakes too
  --no-apiserver       do not ask the API server that is built in
  --stand-by           load what is needed, and begin when the parent process says so: for \`npm run watch\`
  --help               print this text
Exit status: 0 written, 1 the program has mistakes, 2 bad usage or an error of Orquesta itself.
Unless the status is 0, nothing is written.`;

/** The status of a run that has loaded what is not there any more, and has done nothing: see `tools/watch.ts`. */
const STALE = 75;

/** The CLI of cdk8s names its output folder in the environment. */
const output = process.env.CDK8S_OUTDIR ?? 'dist';

interface Options {
  readonly environment?: string;
  readonly format: Reports.Format;
  readonly strict: boolean;
  /** Whether the API server that is built in is asked. */
  readonly apiserver: boolean;
  /** Whether the parent process says when to begin: see `lib/stand-by.ts`. */
  readonly standBy: boolean;
}

async function main(): Promise<number> {
  const {
    help,
    format,
    'stand-by': standBy,
    ...values
  } = parseArgs({
    allowNegative: true,
    options: {
      environment: { type: 'string' },
      format: { type: 'string', default: 'text' },
      strict: { type: 'boolean', default: false },
      apiserver: { type: 'boolean', default: true },
      'stand-by': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values;
  if (help) {
    console.log(usage);
    return 0;
  }
  const options = {
    ...values,
    standBy,
    format: format === 'text' ? format : reports().formatNamed(format),
  };
  const judges = options.apiserver ? newJudges(standBy) : undefined;
  if (standBy && !(await standingBy(judges))) return STALE;
  const thrown: unknown[] = [];
  // Also in a callback, or in a promise that nobody waits for.
  const keep = (error: unknown) => void thrown.push(error);
  process.on('uncaughtException', keep).on('unhandledRejection', keep);
  const leave = () => {
    process.exitCode = tell([findingOf(left())], options);
  };
  process.on('exit', leave);
  let made;
  try {
    made = make(options, judges);
  } catch (error) {
    thrown.push(error);
  }
  // What the program began may still fail, and nothing is written before all of it has ended.
  await new Promise((end) => process.once('beforeExit', end));
  process.off('uncaughtException', keep).off('unhandledRejection', keep).off('exit', leave);
  const findings = [...(made?.findings ?? []), ...thrown.map((error) => findingOf(error))];
  const status = tell(findings, options);
  if (made && status === 0) write(made, options);
  made?.judges?.save();
  made?.settled.save();
  return status;
}

/** Its stack leads to who ends the process, for that is who calls it. */
function left(): ProgramError {
  return new ProgramError(
    'program-runs',
    'the program ends the process here, before anything is written',
    'remove the call of `process.exit`, or throw an Error instead',
  );
}

/** Runs the program. */
function make({ environment }: Options, judges: Judge.Judges | undefined) {
  // Whoever has edited the program will ask something new, and it gets ready while the rest is read and made.
  subscribe('orquesta:transpile', () => judges?.start());
  const {
    environmentNamed,
    environmentNames,
    foldersOf,
    immutableIn,
    leftOut,
    outputOf,
    Settled,
    synthesize,
  } = program();
  const chosen = environment === undefined ? environmentNames : [environmentNamed(environment)];
  const before = (name: Environments.EnvironmentName) => immutableIn(output, foldersOf(name));
  const last = (name: Environments.EnvironmentName) => outputOf(output, foldersOf(name));
  const settled = new Settled();
  return {
    judges,
    settled,
    ...synthesize(chosen, undefined, before, judges && { judges, last }, settled),
    folders: chosen.flatMap(foldersOf),
    leftOut: chosen.flatMap(leftOut),
  };
}

function write({ folders, files, objects, leftOut }: ReturnType<typeof make>, options: Options) {
  const { changed, removed } = writeOutput(output, folders, files);
  // A report has standard output for itself.
  const say = options.format === 'text' ? console.log : console.error;
  say(
    `${output}/: ${objects} objects in ${files.size} files, ${changed.length} changed, ${removed.length} removed`,
  );
  // To standard error, which the CLI of cdk8s passes on.
  for (const path of removed) console.error(`removed: ${posix.join(output, path)}`);
  // Who watches has read it.
  if (!options.standBy) for (const each of leftOut) console.error(each);
}

/** Tells what was found, if anything was or a report is asked for, and returns the exit status. */
function tell(findings: readonly Finding[], { format, strict }: Options): number {
  if (findings.length === 0 && format === 'text') return 0;
  const stream = process.stderr;
  const { text, summary, status } = reports().report(findings, { format, strict, stream });
  (format === 'text' ? stream : process.stdout).write(text);
  if (format !== 'text' && summary !== '') console.error(summary);
  if (status !== 0) console.error('Nothing was written.');
  return status;
}

/* eslint-disable @typescript-eslint/no-require-imports -- an `import` would not wait for the call */

/** Reads the program here and not at the top: what fails on the way is told like any other mistake. */
function program() {
  return {
    ...(require('./lib/environments') as typeof Environments),
    ...(require('./lib/charts/lessons') as typeof Lessons),
    ...(require('./lib/last-output') as typeof LastOutput),
    ...(require('./lib/settled') as typeof Settling),
    ...(require('./lib/synthesize') as typeof Synthesize),
  };
}

function newJudges(standBy: boolean) {
  const { Judges } = require('./lib/apiserver/judge') as typeof Judge;
  const { Answers } = require('./lib/apiserver/answers') as typeof Answered;
  const judges = new Judges(new Answers());
  // A program that has defined kinds of its own most likely does so again.
  const part = existsSync(join(output, CUSTOM_RESOURCES)) ? 'cel' : 'main';
  // Whatever is edited next is judged by what is ready then.
  if (standBy) judges.start(undefined, part);
  else judges.expect(undefined, part);
  return judges;
}

async function standingBy(judges: Judge.Judges | undefined): Promise<boolean> {
  const { standBy } = require('./lib/stand-by') as typeof StandBy;
  return await standBy(output, judges);
}

/** A run without findings has no use for reports. */
function reports() {
  return require('./lib/report') as typeof Reports;
}

/* eslint-enable @typescript-eslint/no-require-imports */

/** Says in the words that suit its kind what is no mistake of the program, and returns the exit status. */
function explain(error: unknown): number {
  const { code = '', syscall, message } = (error ?? {}) as NodeJS.ErrnoException;
  if (code.startsWith('ERR_PARSE_ARGS')) console.error(`${message}\n\n${usage}`);
  else if (error instanceof Error && error.name === 'ApiServerError') console.error(message);
  else if (syscall !== undefined) console.error(`Cannot write ${output}/: ${message}`);
  else console.error('This is a defect of Orquesta, not of your program:', error);
  return 2;
}

// Whoever reads the output may stop early, as `head` does.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

void main()
  .catch(explain)
  .then((status) => {
    process.exitCode = status;
  });
