import { shell } from '../../lib/constructs/shell';

test('a program in one line stays as it is', () => {
  expect(shell('echo hello')).toEqual(['sh', '-c', 'echo hello']);
});

test('the indent that all lines have in common goes, the rest stays', () => {
  const program = `
    while true; do

      date
    done
  `;
  expect(shell(program)).toEqual(['sh', '-c', 'while true; do\n\n  date\ndone']);
});
