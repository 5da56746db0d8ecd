import { type Command, timesOf } from '../../../tools/bench/commands';

const node = (name: string, script: string): Command => ({
  name,
  program: process.execPath,
  args: ['-e', script],
});

test('a command that does its work has a time, and any other the reason why it has none', () => {
  const commands: Command[] = [
    node('slow', 'setTimeout(() => undefined, 500)'),
    node('fast', ''),
    node('refuses', 'console.log("one\\nno schema"); process.exitCode = 1'),
    { name: 'missing', program: 'no-such-program', args: [], install: 'go install it' },
  ];
  const [slow, fast, ...reasons] = timesOf(commands, 1);
  expect(slow).toBeGreaterThanOrEqual(500);
  expect(fast).toBeGreaterThan(0);
  expect(reasons).toEqual(['exit status 1: no schema', 'not installed: go install it']);
});
