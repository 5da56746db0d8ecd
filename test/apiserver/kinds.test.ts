import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Judges } from '../../lib/apiserver/judge';
import { type EnvironmentName, environmentNames } from '../../lib/environments';
import { describeTarget } from '../../lib/graph/graph';
import { synthesize } from '../../lib/synthesize';
import { appOf } from '../helpers/app-of';
import { manifestsOf } from '../helpers/output';
import { mistakes } from './mistakes';

const judges = new Judges();
beforeAll(() => {
  judges.expect(undefined, 'cel');
});
afterAll(() => {
  judges.end();
});

/** Nothing has been written before, so all is judged. */
const jury = { judges, last: () => new Map<string, string>() };

test('the API server takes the whole program, in every environment', () => {
  expect(synthesize(environmentNames, undefined, undefined, jury).findings).toEqual([]);
});

test.each(mistakes)('$object is refused at the line that makes it', (mistake) => {
  const { lesson, right, wrong, made, object, says } = mistake;
  const file = `lib/charts/lessons/${lesson}.ts`;
  const path = resolve(file);
  const source = readFileSync(path, 'utf8');
  expect(source.split(right)).toHaveLength(2);
  const mistaken = source.replace(right, wrong);
  const build = () => appOf(path, mistaken);
  const { findings } = synthesize(['cloud'], build, undefined, jury);
  const found = findings.filter(
    ({ object: target, severity, message }) =>
      severity === 'error' && message.includes(says) && target && describeTarget(target) === object,
  );
  expect(found).toMatchObject([{ origin: { file, ...placeOf(made, mistaken) } }]);
});

test('every kind that the program makes is among them', () => {
  const made = environmentNames.flatMap((name: EnvironmentName) => manifestsOf(name));
  const kinds = new Set(made.map(({ kind }) => kind));
  expect(mistakes.map(({ object }) => object.split(' ')[0]).sort()).toEqual([...kinds].sort());
});

/** Line and column of the one `text`. */
function placeOf(text: string, source: string): { line: number; column: number } {
  const [before = '', ...rest] = source.split(text);
  expect(rest).toHaveLength(1);
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
