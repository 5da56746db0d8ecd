import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colour only for a person at a terminal. https://no-color.org */
function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Everything that the verbs print on standard output. */
export const say = {
  /** A step that was done. */
  done: (text: string) => print(`${paint('green', '✓')} ${text}`),
  /** A step that failed; the error itself goes to standard error. */
  failed: (text: string) => print(`${paint('red', '✗')} ${text}`),
  /** A step that takes a while and begins now. */
  begin: (text: string) => print(`${paint('cyan', '•')} ${text}`),
  /** What comes next. */
  next: (text: string) => print(`\n${text}`),
  /** A line of another program, as it said it. */
  echo: (line: string) =>
    print(`    ${line.startsWith('Warning:') ? paint('yellow', line) : paint('dim', line)}`),
  /** A command that a person could type. */
  command: (line: string) => print(`  ${paint('bold', `$ ${line}`)}`),
  title: (text: string) => print(`\n${paint(['bold', 'cyan'], text)}`),
  text: print,
};
