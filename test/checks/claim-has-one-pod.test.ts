import { claimHasOnePod } from '../../lib/checks/claim-has-one-pod';
import type { Manifest } from '../../lib/graph/manifest';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(claimHasOnePod);

const claim = (...accessModes: string[]): Manifest => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'demo' },
  spec: { accessModes },
});
const forOne = claim('ReadWriteOncePod');

const recreate = { strategy: { type: 'Recreate' } };
const using = (replicas: number, more: object = recreate, name = 'api'): Manifest => {
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
  const template = { metadata: { labels: { app: name } }, spec: { volumes } };
  return deployment({ name, spec: { replicas, template, ...more } });
};

test('several pods with a claim for one are refused', () => {
  expect(report(using(2), forOne)).toBe(`program.ts:1:1  claim-has-one-pod
  PersistentVolumeClaim "demo/data" has the accessMode "ReadWriteOncePod", and Deployment "demo/api" shares it among 2 pods: all but one wait for ever
  Fix: run one pod, or use "ReadWriteOnce" or "ReadWriteMany"
  More: docs/checks/claim-has-one-pod.md`);
});

test('one pod, or a claim for more, passes', () => {
  expect(report(using(1), forOne)).toBe('');
  expect(report(using(2), claim('ReadWriteOnce'))).toBe('');
  expect(report(using(2))).toBe('');
});

test('two workloads are two pods, one of them scaled to none is not', () => {
  const other = using(1, recreate, 'other');
  expect(report(using(1), other, forOne)).toContain(
    'and Deployment "demo/api" and Deployment "demo/other" use it: all but one wait for ever',
  );
  expect(report(using(0), other, forOne)).toBe('');
});

test('a Job that waits for its turn passes', () => {
  const job = { ...using(1, {}, 'job'), apiVersion: 'batch/v1', kind: 'Job' };
  expect(report(using(1), job, forOne)).toBe('');
});

test('an update that starts the new pod first never ends', () => {
  expect(report(using(1, {}), forOne)).toContain(
    'and an update of Deployment "demo/api" starts a new pod before it stops the old one: the new one waits for ever',
  );
  const strategy = { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } };
  expect(report(using(1, { strategy }), forOne)).toBe('');
});
