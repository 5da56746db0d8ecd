import { imageIsPinned } from '../../lib/checks/image-is-pinned';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(imageIsPinned);

const running = (image: unknown) => deployment({ container: { image } });

test('an image without a tag is named', () => {
  expect(report(running('nginx'))).toBe(`program.ts:1:1  image-is-pinned (warning)
  Deployment "demo/api" has spec.template.spec.containers[0].image "nginx", without a tag, which means "latest"; a version such as "nginx:1.29", or a digest, always means the same image
  Fix: add the tag of a version, or a digest
  More: docs/checks/image-is-pinned.md`);
});

test('so is one with the tag "latest"', () => {
  expect(report(running('nginx:latest'))).toContain('"nginx:latest", whose tag moves;');
});

test('the port of a registry is no tag', () => {
  expect(report(running('registry.example.com:5000/team/app'))).toContain('without a tag');
  expect(report(running('registry.example.com:5000/team/app:1.0'))).toBe('');
});

test.each([
  'nginx:1.29',
  'nginx@sha256:0000',
  'nginx:latest@sha256:0000',
  'ko://example.com/cmd/app',
  'auto',
  '$(IMAGE)',
  '',
  undefined,
  7,
])('%s passes, or is another rule’s business', (image) => {
  expect(report(running(image))).toBe('');
});
