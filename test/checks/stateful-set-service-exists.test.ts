import { statefulSetServiceExists } from '../../lib/checks/stateful-set-service-exists';
import { external } from '../../lib/external';
import type { Manifest } from '../../lib/graph/manifest';
import { reporter, service } from '../helpers/graph';

const report = reporter(statefulSetServiceExists);

const set = (spec: object = {}): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', namespace: 'demo' },
  spec: {
    replicas: 3,
    serviceName: 'api',
    template: { metadata: { labels: { app: 'api' } } },
    ...spec,
  },
});

const headless = (name: string): Manifest => ({
  ...service(),
  metadata: { name, namespace: 'demo' },
  spec: { clusterIP: 'None', selector: { app: 'api' } },
});

test('a Service that nothing makes is warned of', () => {
  expect(report(set())).toBe(`program.ts:1:1  stateful-set-service-exists (warning)
  StatefulSet "demo/db" has 3 replicas and takes the names of its pods from Service "api", and nothing makes it
  Fix: make a Service of that name with \`clusterIP: None\` that selects the pods, or say that it is there: --external Service/demo/api
  More: docs/checks/stateful-set-service-exists.md`);
});

test('two pods are several', () => {
  expect(report(set({ replicas: 2 }))).toContain('has 2 replicas');
});

test('one that is made or declared passes', () => {
  expect(report(set(), service())).toBe('');
  const declared = reporter(statefulSetServiceExists, {
    external: [external.service('demo', 'api')],
  });
  expect(declared(set())).toBe('');
});

test('one pod, and none that is named, need no Service', () => {
  expect(report(set({ replicas: 1 }))).toBe('');
  expect(report(set({ replicas: undefined }))).toBe('');
  expect(report(set({ serviceName: undefined }))).toBe('');
  expect(report(set({ serviceName: '' }))).toBe('');
});

test('where another Service was meant, that is told as an error', () => {
  expect(report(set(), headless('other'))).toBe('');
});
