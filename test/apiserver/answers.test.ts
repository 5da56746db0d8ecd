import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Answers } from '../../lib/apiserver/answers';
import type { Answer } from '../../lib/apiserver/protocol';

const folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
const path = join(folder, 'answers');
beforeEach(() => {
  rmSync(path, { force: true });
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
  const those = answers.to(file, setup);
  const known = those.get(question);
  if (!known) those.keep(question, answer);
  answers.save();
  return known ? [known, 'known'] : [answer, 'asked'];
}

test('what one run has asked, the next one knows', () => {
  expect(new Answers(path).isEmpty).toBe(true);
  expect(run('a question', refused)).toEqual([refused, 'asked']);
  expect(run('a question', {})).toEqual([refused, 'known']);
  expect(new Answers(path).isEmpty).toBe(false);
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
  run('a question', { panic: 'it gave no answer within 30 s' });
  expect(run('a question', {})).toEqual([{}, 'asked']);
});
