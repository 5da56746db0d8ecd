import { containerSetsWhatQuotaLimits } from '../../lib/checks/container-sets-what-quota-limits';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(containerSetsWhatQuotaLimits);

const quota = (hard: object, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'share', namespace: 'demo' },
  spec: { hard, ...more },
});

const asking = (resources: object) => deployment({ container: { resources } });

test('a container without what a quota limits is refused', () => {
  expect(report(deployment(), quota({ 'requests.cpu': 1, 'limits.memory': '1Gi', pods: 4 }))).toBe(
    `program.ts:1:1  container-sets-what-quota-limits
  Deployment "demo/api" has the container "app" without requests.cpu and limits.memory, which ResourceQuota "demo/share" limits: its pods are refused
  Fix: set it in the resources of the container, or give the namespace a LimitRange with defaults
  More: docs/checks/container-sets-what-quota-limits.md`,
  );
});

test('a container that says it passes, also by a limit in place of its request', () => {
  expect(report(asking({ requests: { cpu: 1 } }), quota({ cpu: 4 }))).toBe('');
  expect(report(asking({ limits: { cpu: 1 } }), quota({ 'requests.cpu': 4 }))).toBe('');
  expect(report(asking({ requests: { cpu: 1 } }), quota({ 'limits.cpu': 4 }))).toContain(
    'without limits.cpu',
  );
});

test('the defaults of a LimitRange will do', () => {
  const limitRange = {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'defaults', namespace: 'demo' },
    spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '100m' } }] },
  };
  expect(report(deployment(), quota({ 'requests.cpu': 1 }), limitRange)).toBe('');
  expect(report(deployment(), quota({ 'limits.cpu': 1 }), limitRange)).toContain('limits.cpu');
});

test('what the pod says as a whole will do', () => {
  const template = (spec: object) =>
    deployment({ spec: { template: { metadata: { labels: { app: 'api' } }, spec } } });
  const resources = { limits: { memory: '1Gi' } };
  expect(report(template({ containers: [{}], resources }), quota({ cpu: 1 }))).toBe('');
  expect(report(template({ containers: [{}] }), quota({ cpu: 1 }))).not.toBe('');
});

test('other resources, scopes and namespaces ask for nothing', () => {
  expect(report(deployment(), quota({ 'requests.nvidia.com/gpu': 1, pods: 3 }))).toBe('');
  expect(report(deployment(), quota({ cpu: 1 }, { scopes: ['Terminating'] }))).toBe('');
  const elsewhere = { ...quota({ cpu: 1 }), metadata: { name: 'share', namespace: 'other' } };
  expect(report(deployment(), elsewhere)).toBe('');
});
