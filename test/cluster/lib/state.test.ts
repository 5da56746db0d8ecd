import type { Awaited } from '../../../cluster/lib/objects';
import { stateOf } from '../../../cluster/lib/state';

type Parts = Partial<Pick<Awaited, 'spec' | 'status'>>;

function stateFor(kind: string, { spec = {}, status = {} }: Parts, metadata = {}) {
  return stateOf({ kind, metadata: { name: 'web', generation: 2, ...metadata }, spec, status });
}
const is = (type: string) => ({ conditions: [{ type, status: 'True' }] });
const seen = { observedGeneration: 2 };

test.each([
  ['is ready', { phase: 'Running', ...is('Ready') }, 'up'],
  ['has done its work', { phase: 'Succeeded' }, 'up'],
  ['fits nowhere', { phase: 'Pending' }, 'waiting'],
  ['runs and is not ready', { phase: 'Running', ...is('Initialized') }, 'waiting'],
  ['has failed', { phase: 'Failed' }, 'failed'],
])('a Pod that %s', (_, status, state) => {
  expect(stateFor('Pod', { status })).toBe(state);
});

test.each([
  ['is complete', {}, is('Complete'), 'up'],
  ['should not run yet', { suspend: true }, {}, 'up'],
  ['runs', {}, {}, 'waiting'],
  ['has failed', {}, is('Failed'), 'failed'],
])('a Job that %s', (_, spec, status, state) => {
  expect(stateFor('Job', { spec, status })).toBe(state);
});

const replaced = { ...seen, replicas: 2, updatedReplicas: 2, availableReplicas: 2 };
test.each([
  ['is rolled out', replaced, 'up'],
  ['has not been looked at since it changed', { ...replaced, observedGeneration: 1 }, 'waiting'],
  ['has an old pod', { ...replaced, replicas: 3 }, 'waiting'],
  ['lacks a new pod', { ...replaced, updatedReplicas: 1 }, 'waiting'],
  ['has a pod that is not available', { ...replaced, availableReplicas: 1 }, 'waiting'],
  ['was made just now', {}, 'waiting'],
])('a Deployment that %s', (_, status, state) => {
  expect(stateFor('Deployment', { spec: { replicas: 2 }, status })).toBe(state);
});

test.each([
  ['is rolled out', {}, replaced, 'up'],
  ['has an old pod', {}, { ...replaced, updatedReplicas: 1 }, 'waiting'],
  [
    'keeps an old pod by its partition',
    { rollingUpdate: { partition: 1 } },
    { ...replaced, updatedReplicas: 1 },
    'up',
  ],
  ['is updated by hand', { type: 'OnDelete' }, { ...replaced, updatedReplicas: 0 }, 'up'],
])('a StatefulSet that %s', (_, updateStrategy, status, state) => {
  expect(stateFor('StatefulSet', { spec: { replicas: 2, updateStrategy }, status })).toBe(state);
});

const everywhere = { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2 };
test.each([
  ['is on every node', { ...seen, ...everywhere }, 'up'],
  ['has an old pod', { ...seen, ...everywhere, updatedNumberScheduled: 1 }, 'waiting'],
  ['lacks a pod', { ...seen, ...everywhere, numberAvailable: 1 }, 'waiting'],
  ['was made just now', { desiredNumberScheduled: 0 }, 'waiting'],
])('a DaemonSet that %s', (_, status, state) => {
  expect(stateFor('DaemonSet', { status })).toBe(state);
});

test('a ReplicaSet is up when all of its pods are available', () => {
  const spec = { replicas: 2 };
  expect(stateFor('ReplicaSet', { spec, status: replaced })).toBe('up');
  expect(stateFor('ReplicaSet', { spec, status: { ...seen, replicas: 2 } })).toBe('waiting');
});

test('what is being deleted is not up', () => {
  const deleted = { deletionTimestamp: '2026-11-20T07:00:00Z' };
  expect(stateFor('Pod', { status: { phase: 'Succeeded' } }, deleted)).toBe('waiting');
});
