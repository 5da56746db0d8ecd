import { posix } from 'node:path';
import { parseArgs } from 'node:util';
import type * as Lessons from './lib/charts/lessons';
import type * as Environments from './lib/environments';
import { writeOutput } from './lib/output';
import { findingOf } from './lib/report/finding';
import { toText } from './lib/report/text';
import type * as Synthesize from './lib/synthesize';

const usage = `Usage: npm run synth -- [--environment NAME]
  Checks the program and writes the YAML of every environment into dist/.
  --environment NAME   this environment alone; the files of the others stay as they are
  --help               print this text
Exit status: 0 written, 1 the program has mistakes, 2 bad usage or an error of Orquesta itself.
Unless the status is 0, nothing is written.`;

/** The CLI of cdk8s names its output folder in the environment. */
const output = process.env.CDK8S_OUTDIR ?? 'dist';

function main(): number {
  const { values } = parseArgs({
    options: { environment: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const { environmentNamed, environmentNames, foldersOf, leftOut, synthesize } = program();
  const chosen =
    values.environment === undefined ? environmentNames : [environmentNamed(values.environment)];
  const { findings, files, objects } = synthesize(chosen);
  if (findings.length > 0) {
    console.error(`${toText(findings)}\n\nNothing was written.`);
    return 1;
  }
  const { changed, removed } = writeOutput(output, chosen.flatMap(foldersOf), files);
  console.log(
    `${output}/: ${objects} objects in ${files.size} files, ${changed.length} changed, ${removed.length} removed`,
  );
  // To standard error, which the CLI of cdk8s passes on.
  for (const path of removed) console.error(`removed: ${posix.join(output, path)}`);
  for (const each of chosen.flatMap(leftOut)) console.error(each);
  return 0;
}

/** Reads the program here and not at the top: what fails on the way is told like any other mistake. */
function program() {
  /* eslint-disable @typescript-eslint/no-require-imports -- an `import` would not wait for the call */
  return {
    ...(require('./lib/environments') as typeof Environments),
    ...(require('./lib/charts/lessons') as typeof Lessons),
    ...(require('./lib/synthesize') as typeof Synthesize),
  };
}

/** Says what went wrong in the words that suit its kind, and returns the exit status. */
function explain(error: unknown): number {
  const { code = '', syscall, message } = (error ?? {}) as NodeJS.ErrnoException;
  if (code.startsWith('ERR_PARSE_ARGS')) {
    console.error(`${message}\n\n${usage}`);
    return 2;
  }
  if (syscall !== undefined) {
    console.error(`Cannot write ${output}/: ${message}`);
    return 2;
  }
  try {
    console.error(`${toText([findingOf(error)])}\n\nNothing was written.`);
    return 1;
  } catch {
    console.error('This is a defect of Orquesta, not of your program:', error);
    return 2;
  }
}

// Whoever reads the output may stop early, as `head` does.
process.stdout.on('error', () => undefined);

try {
  process.exitCode = main();
} catch (error) {
  process.exitCode = explain(error);
}
