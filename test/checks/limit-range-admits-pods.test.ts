import { limitRangeAdmitsPods } from '../../lib/checks/limit-range-admits-pods';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(limitRangeAdmitsPods);

const limitRange = (...limits: object[]) => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'bounds', namespace: 'demo' },
  spec: { limits },
});

const asking = (requests: object, limits: object = {}) =>
  deployment({ container: { resources: { requests, limits } } });

const claim = (storage: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'demo' },
  spec: { resources: { requests: { storage } } },
});

test('a container that asks for less than the least is refused', () => {
  const bounds = limitRange({ type: 'Container', min: { cpu: '100m' } });
  expect(report(asking({ cpu: '50m' }), bounds)).toBe(
    `program.ts:1:1  limit-range-admits-pods
  Deployment "demo/api" has a request of "50m" for cpu in its container "app", and LimitRange "demo/bounds" wants a min of "100m" for each Container
  Fix: change what it asks for, or the LimitRange
  More: docs/checks/limit-range-admits-pods.md`,
  );
  expect(report(asking({ cpu: '100m' }), bounds)).toBe('');
});

test('a container has no more than the most, which is also its default', () => {
  const bounds = limitRange({ type: 'Container', max: { memory: '1Gi' } });
  expect(report(asking({}, { memory: '2Gi' }), bounds)).toContain('a limit of "2Gi" for memory');
  expect(report(asking({}, { memory: '1Gi' }), bounds)).toBe('');
  expect(report(deployment(), bounds)).toBe('');
});

test('the bounds for a pod are for all of its containers together, and give no default', () => {
  const bounds = limitRange({ type: 'Pod', max: { memory: '1Gi' } });
  expect(report(deployment(), bounds)).toContain(
    'has no limit for memory in each of its pods, and LimitRange "demo/bounds" wants a max of "1Gi" for each Pod',
  );
  expect(report(asking({}, { memory: '1Gi' }), bounds)).toBe('');
});

test('the limit is no more than so many times the request', () => {
  const bounds = limitRange({ type: 'Container', maxLimitRequestRatio: { cpu: 2 } });
  expect(report(asking({ cpu: '100m' }, { cpu: '201m' }), bounds)).toContain(
    'a request of "100m" and a limit of "201m" for cpu',
  );
  expect(report(asking({ cpu: '100m' }, { cpu: '200m' }), bounds)).toBe('');
  expect(report(asking({ cpu: '100m' }), bounds)).toContain('and no limit for cpu');
});

test('a default limit below the request of a container is refused', () => {
  const bounds = limitRange({ type: 'Container', default: { memory: '256Mi' } });
  expect(report(asking({ memory: '512Mi' }), bounds)).toContain(
    'has a request of "512Mi" and no limit for memory in its container "app", and LimitRange "demo/bounds" gives it a limit of "256Mi", which is below',
  );
  expect(report(asking({ memory: '512Mi' }, { memory: '1Gi' }), bounds)).toBe('');
});

test('a claim asks for neither less nor more, nor do those of a StatefulSet', () => {
  const bounds = limitRange({
    type: 'PersistentVolumeClaim',
    min: { storage: '1Gi' },
    max: { storage: '10Gi' },
  });
  expect(report(claim('11Gi'), bounds)).toContain('a request of "11Gi" for storage, and');
  expect(report(claim('500Mi'), bounds)).toContain('wants a min of "1Gi"');
  expect(report(claim('10Gi'), bounds)).toBe('');
  const set = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'demo' },
    spec: { volumeClaimTemplates: [claim('20Gi')] },
  };
  expect(report(set, bounds)).toContain('StatefulSet "demo/db" has a request of "20Gi"');
});

test('a LimitRange of another namespace says nothing', () => {
  const bounds = limitRange({ type: 'Container', min: { cpu: 1 } });
  const elsewhere = { ...bounds, metadata: { name: 'bounds', namespace: 'other' } };
  expect(report(asking({ cpu: '50m' }), elsewhere)).toBe('');
});
