import { isImmutable } from '../../../cluster/lib/remake';

test('what cannot be changed is told from what is wrong', () => {
  expect(
    isImmutable(
      'The Pod "web" is invalid: spec: Forbidden: pod updates may not change fields other than',
    ),
  ).toBe(true);
  expect(
    isImmutable('The Job "once" is invalid: spec.template: Invalid value: {}: field is immutable'),
  ).toBe(true);
  expect(isImmutable('The Pod "web" is invalid: metadata.labels: Invalid value: "?"')).toBe(false);
  expect(isImmutable('')).toBe(false);
});
