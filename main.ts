import { dirname, posix } from 'node:path';
import { parseArgs } from 'node:util';
import { lessons, missing } from './lib/charts/lessons';
import {
  capabilities,
  type Environment,
  environmentNamed,
  type EnvironmentName,
  environments,
  folderOf,
} from './lib/environments';
import { CUSTOM_RESOURCES } from './lib/graph/manifest';
import { writeOutput } from './lib/output';
import { findingOf } from './lib/report/finding';
import { ProgramError } from './lib/report/program-error';
import { toText } from './lib/report/text';
import { synthesize } from './lib/synthesize';

const usage = `Usage: npm run synth -- [--environment NAME]
  Checks the program and writes the YAML of every environment into dist/.
  --environment NAME   this environment alone; the files of the others stay as they are
  --help               print this text
Exit status: 0 written, 1 the program has mistakes, 2 bad usage or an error of Orquesta itself.
Unless the status is 0, nothing is written.`;

/** The CLI of cdk8s names its output folder in the environment. */
const folder = process.env.CDK8S_OUTDIR ?? 'dist';

function main(): number {
  const { values } = parseArgs({
    options: { environment: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const only = values.environment === undefined ? undefined : environmentNamed(values.environment);
  const all = Object.keys(environments) as EnvironmentName[];
  const { findings, files, objects } = synthesize(only ? [only] : all);
  if (findings.length > 0) {
    console.error(`${toText(findings)}\n\nNothing was written.`);
    return 1;
  }
  const { changed, removed } = writeOutput(
    folder,
    files,
    (path) => only === undefined || foldersOf(only).includes(dirname(path)),
  );
  console.log(
    `${folder}/: ${objects} objects in ${files.size} files, ${changed.length} changed, ${removed.length} removed`,
  );
  reportLeftOut();
  return 0;
}

function foldersOf(name: EnvironmentName): string[] {
  return [folderOf(name), posix.join(folderOf(name), CUSTOM_RESOURCES)];
}

/** Names the lessons that an environment cannot run, and why. */
function reportLeftOut(): void {
  for (const [name, environment] of Object.entries<Environment>(environments)) {
    if (!environment.lessons) continue;
    for (const [lesson, chart] of Object.entries(lessons)) {
      const lacks = missing(chart, environment).map((capability) => capabilities[capability]);
      if (lacks.length > 0)
        console.log(`left out of ${name}: ${lesson} needs ${lacks.join(', and ')}`);
    }
  }
}

/** Says what went wrong in the words that suit its kind, and returns the exit status. */
function explain(error: unknown): number {
  if (error instanceof ProgramError) {
    console.error(`${toText([findingOf(error)])}\n\nNothing was written.`);
    return 1;
  }
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code.startsWith('ERR_PARSE_ARGS')) {
    console.error(`${message}\n\n${usage}`);
  } else if ((error as NodeJS.ErrnoException).syscall !== undefined) {
    console.error(`Cannot write ${folder}/, which is left as it was: ${message}`);
  } else {
    console.error('This is a defect of Orquesta, not of your program:', error);
  }
  return 2;
}

try {
  process.exitCode = main();
} catch (error) {
  process.exitCode = explain(error);
}
