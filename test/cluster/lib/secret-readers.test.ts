import { readersOf } from '../../../cluster/lib/secret-readers';
import type { Manifest } from '../../../lib/graph/manifest';

/** What the dry run printed for a workload, without the fields that nobody reads. */
function workload(name: string, spec: object, kind = 'Deployment', namespace = 'demo'): Manifest {
  const template = { metadata: { labels: { app: name } }, spec };
  return { apiVersion: 'apps/v1', kind, metadata: { name, namespace }, spec: { template } };
}

const env = (fields: object) => ({ containers: [{ name: 'app', ...fields }] });
const secretKeyRef = { name: 'token', key: 'token', optional: true };
const variable = env({ env: [{ name: 'TOKEN', valueFrom: { secretKeyRef } }] });
const projected = { sources: [{ configMap: { name: 'x' } }, { secret: { name: 'token' } }] };

const find = (...objects: readonly Manifest[]) =>
  readersOf({ namespace: 'demo', name: 'token' }, objects);

test('readers are found wherever a pod can name a Secret', () => {
  const objects = [
    workload('variable', variable),
    workload('init', { initContainers: variable.containers, containers: [] }),
    workload('variables', env({ envFrom: [{ secretRef: { name: 'token' } }] })),
    workload('volume', { volumes: [{ name: 'v', secret: { secretName: 'token' } }] }),
    workload('projected', { volumes: [{ name: 'v', projected }] }, 'StatefulSet'),
    workload('pull', { imagePullSecrets: [{ name: 'token' }] }, 'DaemonSet'),
  ];
  expect(find(...objects)).toEqual([
    'deployment/variable',
    'deployment/init',
    'deployment/variables',
    'deployment/volume',
    'statefulset/projected',
    'daemonset/pull',
  ]);
});

test('no reader is what names another thing so, or lives in another namespace', () => {
  const objects = [
    workload('token', env({ name: 'token', envFrom: [{ configMapRef: { name: 'token' } }] })),
    workload('volume', { volumes: [{ name: 'token', secret: { secretName: 'token-2' } }] }),
    workload('elsewhere', variable, 'Deployment', 'other'),
  ];
  expect(find(...objects)).toEqual([]);
});

test('a bare pod that reads it is one of them', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare', namespace: 'demo' } };
  expect(find({ ...pod, spec: variable })).toEqual(['pod/bare']);
});

test('what cannot be restarted is left out', () => {
  expect(find(workload('once', variable, 'Job'))).toEqual([]);
});
