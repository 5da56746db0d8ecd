import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from '../helpers/fast-check';
import { Answers } from '../../lib/apiserver/answers';
import type { Answer } from '../../lib/apiserver/protocol';

const folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
const path = join(folder, 'cache', 'answers');
beforeEach(() => {
  rmSync(join(folder, 'cache'), { recursive: true, force: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const refused: Answer = {
  errors: [{ type: 'FieldValueInvalid', field: 'spec', detail: 'no', message: 'spec: no' }],
  warnings: ['äöü\n𝄞'],
};

/** What one run gets: the answer of another one, or that of the API server, and whether that was asked. */
function run(
  question: string,
  answer: Answer,
  { file = 'a', setup }: { file?: string; setup?: string } = {},
): [Answer, 'asked' | 'known'] {
  const answers = new Answers(path);
  let isAsked = false;
  const wait = answers.to(file, setup).get(question, () => {
    isAsked = true;
    return () => answer;
  });
  const got = wait();
  answers.save();
  return [got, isAsked ? 'asked' : 'known'];
}

test('what one run has asked, the next one knows', () => {
  expect(run('a question', refused)).toEqual([refused, 'asked']);
  expect(run('a question', {})).toEqual([refused, 'known']);
});

test.each([
  ['question', 'another question', {}],
  ['file', 'a question', { file: 'b' }],
  ['setup', 'a question', { setup: '{}' }],
])('of another %s it knows nothing', (_, question, rest) => {
  run('a question', refused);
  expect(run(question, {}, rest)).toEqual([{}, 'asked']);
});

test('why there was no answer is asked again', () => {
  const panic = { panic: 'it gave no answer within 30 s' };
  run('a question', panic);
  expect(run('a question', {})).toEqual([{}, 'asked']);
});

test('a file that is damaged anywhere, or cut short, or of something else, answers nothing', () => {
  run('a question', refused);
  const whole = readFileSync(path);
  const damage = fc.oneof(
    fc.record({ at: fc.nat(whole.length - 1), bit: fc.nat(7) }).map(({ at, bit }) => {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      return bytes;
    }),
    fc.nat(whole.length - 1).map((length) => whole.subarray(0, length)),
    fc.string().map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(damage, (bytes) => {
      writeFileSync(path, bytes);
      expect(run('a question', {})).toEqual([{}, 'asked']);
    }),
  );
});

test('those asked for longest ago make room', () => {
  const known = (from: number, to: number) => {
    const answers = new Answers(path);
    const one = answers.to('a', undefined);
    const asked: number[] = [];
    for (let number = from; number < to; number++) {
      one.get(String(number), () => {
        asked.push(number);
        return () => ({});
      })();
    }
    answers.save();
    return asked.length;
  };
  expect(known(0, 20_000)).toBe(20_000);
  expect(known(20_000, 20_010)).toBe(10);
  expect(known(10, 20_010)).toBe(0);
  expect(known(0, 10)).toBe(10);
});

test('nothing is left besides the one file, and nothing fails where it cannot be written', () => {
  run('a question', refused);
  expect(readdirSync(join(folder, 'cache'))).toEqual(['answers']);
  rmSync(path);
  writeFileSync(join(folder, 'cache', 'file'), '');
  const answers = new Answers(join(folder, 'cache', 'file', 'answers'));
  answers.to('a', undefined).get('a question', () => () => refused)();
  expect(() => {
    answers.save();
  }).not.toThrow();
});
