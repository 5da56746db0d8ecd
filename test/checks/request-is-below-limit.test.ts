import { requestIsBelowLimit } from '../../lib/checks/request-is-below-limit';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(requestIsBelowLimit);

const asking = (requests: object, limits: object = {}) =>
  deployment({ container: { resources: { requests, limits } } });

const pod = (resources: object, ...containers: object[]) =>
  deployment({
    spec: {
      template: {
        metadata: { labels: { app: 'api' } },
        spec: { resources, containers: containers.map((each) => ({ resources: each })) },
      },
    },
  });

test('a request above its limit is refused, in whatever units', () => {
  expect(report(asking({ memory: '1Gi' }, { memory: '1G' }))).toBe(
    `program.ts:1:1  request-is-below-limit
  Deployment "demo/api" requests memory "1Gi" in spec.template.spec.containers[0].resources.requests.memory, above its limit of "1G"
  Fix: raise the limit, or request less
  More: docs/checks/request-is-below-limit.md`,
  );
});

test('a request up to the limit, or without one, passes', () => {
  expect(report(asking({ cpu: '1000m' }, { cpu: 1 }))).toBe('');
  expect(report(asking({ cpu: 4 }, { memory: '1Gi' }))).toBe('');
  expect(report(deployment())).toBe('');
});

test('what is given out whole has a limit, which is the same', () => {
  const gpu = 'nvidia.com/gpu';
  expect(report(asking({ [gpu]: 1 }, { [gpu]: 2 }))).toContain(
    `requests nvidia.com/gpu "1" in spec.template.spec.containers[0].resources.requests.nvidia.com/gpu and has a limit of "2"`,
  );
  expect(report(asking({ 'hugepages-2Mi': '4Mi' }))).toContain('without a limit');
  expect(report(asking({ [gpu]: 1 }, { [gpu]: '1' }))).toBe('');
  expect(report(asking({}, { [gpu]: 1 }))).toBe('');
});

test('a pod has enough for all of its containers', () => {
  const one = { requests: { cpu: '600m' } };
  expect(report(pod({ requests: { cpu: 1 } }, one, one))).toContain(
    'requests cpu "1" in spec.template.spec.resources.requests.cpu, and its containers request "1200m" together',
  );
  expect(report(pod({ requests: { cpu: 2 } }, one, one))).toBe('');
});

test('the limit of a container is not above that of its pod', () => {
  const limits = { memory: '2Gi' };
  expect(report(pod({ limits: { memory: '1Gi' } }, { limits }))).toContain(
    'limits memory to "2Gi" in spec.template.spec.containers[0].resources.limits.memory, above the limit of its pod, "1Gi"',
  );
  expect(report(pod({ limits }, { limits }))).toBe('');
});

test('what is no quantity is left to others', () => {
  expect(report(asking({ cpu: 'much' }, { cpu: 1 }))).toBe('');
  expect(report(deployment({ container: { resources: 'many' } }))).toBe('');
});
