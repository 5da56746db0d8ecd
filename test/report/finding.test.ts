import { findingOf } from '../../lib/report/finding';

test('what is not TypeScript is a mistake at the place that it names', () => {
  const place = { file: 'lib/app.ts', line: 3, column: 5 };
  const error = Object.assign(new SyntaxError('Unexpected "}"'), place);
  const blamed = { file: 'lib/charts/web.ts', line: 1, column: 1 };
  expect(findingOf(error, blamed)).toEqual({
    rule: 'program-runs',
    severity: 'error',
    origin: place,
    message: 'this is not TypeScript: Unexpected "}"',
    fix: 'correct the text at this place; `npm run typecheck` may say more',
  });
});

test.each([
  ['x', '"x"'],
  [undefined, 'undefined'],
  [{ code: 1, more: { a: 1 } }, '{ code: 1, more: [Object] }'],
])('what is thrown and is no Error is a mistake of the program: %j', (value, shown) => {
  expect(findingOf(value)).toMatchObject({
    rule: 'program-runs',
    origin: undefined,
    message: `${shown} is thrown, which is no Error and does not say where`,
  });
});
