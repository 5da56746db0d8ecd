import { imageIsSet } from '../../lib/checks/image-is-set';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(imageIsSet);

test('an empty image is refused', () => {
  expect(report(deployment({ container: { image: '' } }))).toBe(`program.ts:1:1  image-is-set
  Deployment "demo/api" has spec.template.spec.containers[0].image ""; an image name such as "nginx:1.29" is needed
  Fix: set the image; the demos take theirs from \`images\` in lib/environments.ts
  More: docs/checks/image-is-set.md`);
});

test.each([
  [undefined, 'unset'],
  [' nginx', '" nginx"'],
  [7, '7'],
  [null, 'null'],
])('image %p is refused as %s', (image, shown) => {
  expect(report(deployment({ container: { image } }))).toContain(`.image ${shown};`);
});

test('init containers and the pods of a CronJob are looked at too', () => {
  const pod = { initContainers: [{ name: 'init', image: '' }], containers: [] };
  const cronJob = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'etl' },
    spec: { jobTemplate: { spec: { template: { spec: pod } } } },
  };
  expect(report(cronJob)).toContain(
    'CronJob "etl" has spec.jobTemplate.spec.template.spec.initContainers[0].image ""',
  );
});

test('the image that an operator adds may be left out', () => {
  const template = { spec: { containers: [{ name: 'app' }] } };
  const resource = { apiVersion: 'example.com/v1', kind: 'Runner', spec: { template } };
  expect(report({ ...resource, metadata: { name: 'ci' } })).toBe('');
});

test('a tag, a digest and a registry with a port are images', () => {
  for (const image of ['nginx', 'nginx:1.29', 'localhost:5000/a/b@sha256:0123']) {
    expect(report(deployment({ container: { image } }))).toBe('');
  }
});
