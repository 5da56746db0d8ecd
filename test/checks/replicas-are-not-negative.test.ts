import { replicasAreNotNegative } from '../../lib/checks/replicas-are-not-negative';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(replicasAreNotNegative);

test('a count below zero is refused', () => {
  expect(report(deployment({ spec: { replicas: -1 } })))
    .toBe(`program.ts:1:1  replicas-are-not-negative
  Deployment "demo/api" has spec.replicas -1; a replica count is a whole number from 0 to 2147483647
  Fix: set replicas to 0 or more; the demos take theirs from lib/environments.ts
  More: docs/checks/replicas-are-not-negative.md`);
});

test.each([1.5, '3', 2147483648])('a count of %p is refused', (replicas) => {
  const text = report(deployment({ spec: { replicas } }));
  expect(text).toContain(`has spec.replicas ${JSON.stringify(replicas)};`);
});

test('none at all, zero, and one left to the API server pass', () => {
  for (const replicas of [undefined, null, 0, 1, 500]) {
    expect(report(deployment({ spec: { replicas } }))).toBe('');
  }
});
