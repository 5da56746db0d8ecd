import { labelIsValid } from '../../lib/checks/label-is-valid';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(labelIsValid);

/** The smallest object with these labels. */
const labelled = (labels: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c', labels: labels as Record<string, string> },
});

test('a value that no label can have is refused', () => {
  expect(report(labelled({ environment: 'in (production, qa)' })))
    .toBe(`program.ts:1:1  label-is-valid
  ConfigMap "c" has metadata.labels with the value "in (production, qa)" for "environment"; letters, digits, "-", "_" and "." are allowed, starting and ending with a letter or digit, at most 63 characters
  Fix: choose another, or put the text into an annotation, where anything is allowed
  More: docs/checks/label-is-valid.md`);
});

test('a key that no label can have is refused', () => {
  expect(report(labelled({ 'a b': 'c' }))).toContain(
    'has metadata.labels with the key "a b"; letters',
  );
});

test('the labels of a template and of a selector are looked at', () => {
  const text = report(deployment({ labels: { app: 'a'.repeat(64) } }));
  expect(text).toContain('has spec.template.metadata.labels with the value "aaa');
  expect(text).toContain('has spec.selector.matchLabels with the value "aaa');
});

test.each([
  ['app', '', true],
  ['app', 'a'.repeat(63), true],
  ['app', 'A_b.c-1', true],
  ['app', '-a', false],
  ['app', 'a.', false],
  ['app', true, false],
  ['example.com/app', 'a', true],
  ['Example.com/app', 'a', false],
  ['a/b/c', 'a', false],
  ['/app', 'a', false],
  ['a'.repeat(64), 'a', false],
])('%p: %p is valid: %p', (key, value, valid) => {
  expect(report(labelled({ [key]: value })) === '').toBe(valid);
});
