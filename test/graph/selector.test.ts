import { equalities, type Labels, requirementsOf, textOf } from '../../lib/graph/selector';

const holds = (selector: unknown, labels: Labels) =>
  requirementsOf(selector).every((requirement) => requirement.holds(labels));

const expression = (operator: string, ...values: string[]) => ({
  matchExpressions: [{ key: 'tier', operator, values }],
});

test.each([
  ['In', { tier: 'web' }, true],
  ['In', { tier: 'cache' }, false],
  ['In', {}, false],
  ['NotIn', { tier: 'web' }, false],
  ['NotIn', { tier: 'cache' }, true],
  // Kubernetes lets what has no such label pass.
  ['NotIn', {}, true],
  ['Exists', { tier: '' }, true],
  ['Exists', {}, false],
  ['DoesNotExist', {}, true],
  ['DoesNotExist', { tier: 'web' }, false],
  ['Equals', { tier: 'web' }, false],
])('%s "web", "api" of %j is %s', (operator, labels: Labels, expected) => {
  expect(holds(expression(operator, 'web', 'api'), labels)).toBe(expected);
});

test('every condition must hold, and none lets everything pass', () => {
  const selector = { matchLabels: { app: 'a' }, ...expression('Exists') };
  expect(holds(selector, { app: 'a', tier: 'x' })).toBe(true);
  expect(holds(selector, { app: 'a' })).toBe(false);
  expect(holds({}, {})).toBe(true);
  expect(holds('text', {})).toBe(true);
});

test('conditions read as kubectl writes them', () => {
  const texts = (selector: unknown) => requirementsOf(selector).map(({ text }) => text);
  expect(texts({ matchLabels: { app: 'a' } })).toEqual(['app=a']);
  expect(texts(expression('In', 'a', 'b'))).toEqual(['tier in (a, b)']);
  expect(texts(expression('NotIn', 'a'))).toEqual(['tier notin (a)']);
  expect(texts(expression('Exists'))).toEqual(['tier']);
  expect(texts(expression('DoesNotExist'))).toEqual(['!tier']);
  expect(equalities({ app: 'a' }).map(({ values }) => values)).toEqual([['a']]);
});

test('labels read as kubectl writes them', () => {
  expect(textOf({ app: 'a', tier: 'b' })).toBe('app=a, tier=b');
  expect(textOf({})).toBe('none');
});
