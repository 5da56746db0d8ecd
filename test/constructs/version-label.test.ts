import { versionLabel } from '../../lib/constructs/version-label';

test.each([
  ['nginx:1.29', '1.29'],
  ['localhost:5000/shop:2.1', '2.1'],
  [`nginx:${'a'.repeat(63)}`, 'a'.repeat(63)],
])('the version of %s is its tag', (image, version) => {
  expect(versionLabel(image)).toEqual({ 'app.kubernetes.io/version': version });
});

test.each([
  '',
  'nginx',
  'localhost:5000/shop',
  'nginx@sha256:0123',
  'nginx:1.',
  `nginx:${'a'.repeat(64)}`,
])('image %p has no version that fits in a label', (image) => {
  expect(versionLabel(image)).toEqual({});
});
