import { compare, type Way } from '../../../tools/bench/compare';
import { markdown } from '../../../tools/bench/table';

const node = (name: string, script: string): Way => ({
  name: [name],
  command: { program: process.execPath, args: ['-e', script] },
  makes: { pattern: /^kind: /gm, times: 1 },
});

test('who does the work has figures, and any other the reason why not', async () => {
  const ways = [
    node('right', 'console.log("kind: Pod")'),
    node('short', ''),
    node('broken', 'console.error("no schema"); process.exitCode = 1'),
    node('slow', 'setTimeout(() => undefined, 60_000)'),
    {
      ...node('missing', ''),
      command: { program: 'no-such-program', args: [], install: 'get it' },
    },
    { ...node('left out', ''), command: 'too slow' },
  ];
  const [right = [], ...others] = await compare('', ways, { runs: 1, limit: 2 });
  expect(right).toEqual(['right', ...Array<unknown>(3).fill(expect.stringMatching(/^\d/)), '1.00']);
  expect(others).toEqual([
    ['short', 'made 0 objects, not 1'],
    ['broken', 'exit status 1: no schema'],
    ['slow', 'more than 2 s'],
    ['missing', 'not here: get it'],
    ['left out', 'too slow'],
  ]);
});

test('a row without figures keeps the form of the table', () => {
  expect(markdown(['', 's'], [['a', '1'], ['b']])).toBe(
    '|  | s |\n| --- | --: |\n| a | 1 |\n| b |  |',
  );
});
