import type { Manifest } from '../../lib/graph/manifest';
import { askedBy, container, pod, shown } from '../helpers/resources';

const limitRange = (...limits: object[]): Manifest => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'bounds', namespace: 'demo' },
  spec: { limits },
});

test('a LimitRange fills in what a container does not say, after requests came from limits', () => {
  const defaults = { type: 'Container', default: { cpu: 1 }, defaultRequest: { cpu: '100m' } };
  const cpu = (each: object) => {
    const { sum } = askedBy(pod({ containers: [each] }), limitRange(defaults));
    return [shown(sum.requests).cpu, shown(sum.limits).cpu];
  };
  expect(cpu(container({}))).toEqual(['100m', '1']);
  expect(cpu(container({ cpu: '200m' }))).toEqual(['200m', '1']);
  expect(cpu(container({}, { cpu: '500m' }))).toEqual(['500m', '500m']);
});

test('the bounds of a LimitRange are defaults too', () => {
  const { sum } = askedBy(
    pod({ containers: [container({})] }),
    limitRange(
      { type: 'Container', max: { memory: '1Gi' }, min: { memory: '64Mi', cpu: '10m' } },
      { type: 'Pod', max: { 'example.com/dongle': 1 } },
    ),
  );
  expect(shown(sum.limits)).toEqual({ memory: '1Gi' });
  expect(shown(sum.requests)).toEqual({ memory: '1Gi', cpu: '10m' });
});
