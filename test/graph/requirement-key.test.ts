import { keyOf } from '../../lib/graph/requirement-key';
import { equalities, requirementsOf } from '../../lib/graph/selector';

test.each([
  [{ app: 'a' }, { app: 'a' }, true],
  [{ app: 'a' }, { app: 'b' }, false],
  [{ app: '1' }, { app: 1 }, false],
])('%j and %j ask the same: %p', (one, other, expected) => {
  expect(keyOf(equalities(one)) === keyOf(equalities(other))).toBe(expected);
});

test('operators are told apart', () => {
  const keys = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Other'].map((operator) =>
    keyOf(requirementsOf({ matchExpressions: [{ key: 'app', operator, values: ['a'] }] })),
  );
  expect(new Set(keys).size).toBe(keys.length);
});
