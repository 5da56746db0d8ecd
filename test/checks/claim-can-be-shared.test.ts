import { claimCanBeShared } from '../../lib/checks/claim-can-be-shared';
import type { Manifest } from '../../lib/graph/manifest';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(claimCanBeShared);

const claim = (...accessModes: string[]): Manifest => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'demo' },
  spec: { accessModes },
});

const using = (replicas: number, spec: object = {}): Manifest => {
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
  const template = { metadata: { labels: { app: 'api' } }, spec: { volumes, ...spec } };
  return deployment({ spec: { replicas, template } });
};

test('several replicas with one claim that is for one node are warned of', () => {
  expect(report(using(2), claim('ReadWriteOnce')))
    .toBe(`program.ts:1:1  claim-can-be-shared (warning)
  Deployment "demo/api" runs 2 times and shares PersistentVolumeClaim "demo/data", whose accessModes ["ReadWriteOnce"] let it be used from one node at a time
  Fix: use "ReadWriteMany" if the storage has it, a StatefulSet with a claim for each pod, or one replica
  More: docs/checks/claim-can-be-shared.md`);
});

test('one replica, or a claim for many nodes, passes', () => {
  expect(report(using(1), claim('ReadWriteOnce'))).toBe('');
  expect(report(using(2), claim('ReadWriteMany'))).toBe('');
  expect(report(using(2), claim('ReadWriteOnce', 'ReadOnlyMany'))).toBe('');
});

test('a DaemonSet is on each node', () => {
  expect(report({ ...using(1), kind: 'DaemonSet' }, claim('ReadWriteOnce'))).toContain(
    'DaemonSet "demo/api" runs on each node and shares',
  );
});

test('an autoscaler counts', () => {
  const scaler: Manifest = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'api', namespace: 'demo' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
      maxReplicas: 5,
    },
  };
  expect(report(using(1), claim('ReadWriteOnce'), scaler)).toContain('runs 5 times');
});

test('pods that are tied to one node may share', () => {
  const hostname = 'kubernetes.io/hostname';
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const terms = [{ matchExpressions: [{ key: hostname, operator: 'In', values: ['one'] }] }];
  for (const spec of [
    { nodeName: 'one' },
    { nodeSelector: { [hostname]: 'one' } },
    { affinity: { podAffinity: { [required]: [{ topologyKey: hostname }] } } },
    { affinity: { nodeAffinity: { [required]: { nodeSelectorTerms: terms } } } },
  ])
    expect(report(using(2, spec), claim('ReadWriteOnce'))).toBe('');
  expect(report(using(2, { nodeSelector: { disk: 'ssd' } }), claim('ReadWriteOnce'))).not.toBe('');
});

test('a claim that is made elsewhere is not judged', () => {
  expect(report(using(2))).toBe('');
});
