import fc from '../helpers/fast-check';
import type { Manifest } from '../../lib/graph/manifest';
import { meets, PodIndex, podsOf } from '../../lib/graph/pods';
import { equalities, requirementsOf } from '../../lib/graph/selector';
import { deployment, graphOf } from '../helpers/graph';

function workload(kind: string, labels: object, spec: object = {}): Manifest {
  return {
    apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name: 'web', namespace: 'demo' },
    spec: { ...spec, template: { metadata: { labels }, spec: { containers: [] } } },
  };
}

/** Whether the pods of `manifest` have the label. */
function has(manifest: Manifest, key: string, value: string): boolean {
  return graphOf(manifest).select('demo', equalities({ [key]: value })).length === 1;
}

test('pods carry what a selector, a Service or a probe asks of them', () => {
  const ports = [
    { name: 'http', containerPort: 8080 },
    { containerPort: 53, protocol: 'UDP' },
  ];
  const [pods] = graphOf(deployment({ container: { ports } })).pods;
  expect(pods).toMatchObject({ labels: { app: 'api' }, path: 'spec.template.spec' });
  expect(pods?.ports).toMatchObject([
    {
      path: 'spec.template.spec.containers[0].ports[0]',
      name: 'http',
      number: 8080,
      protocol: 'TCP',
    },
    { path: 'spec.template.spec.containers[0].ports[1]', number: 53, protocol: 'UDP' },
  ]);
});

test('the labels that controllers add count', () => {
  expect(has(workload('Deployment', {}), 'pod-template-hash', 'anything')).toBe(true);
  expect(has(workload('ReplicaSet', {}), 'pod-template-hash', 'anything')).toBe(false);
  expect(has(workload('Job', {}), 'job-name', 'web')).toBe(true);
  expect(has(workload('Job', {}), 'batch.kubernetes.io/job-name', 'other')).toBe(false);
});

test('the pods of a StatefulSet are as many as its replicas', () => {
  const set = workload('StatefulSet', {}, { replicas: 2 });
  const podName = 'statefulset.kubernetes.io/pod-name';
  expect(
    ['web-0', 'web-1', 'web-2', 'web-x', 'other-0'].map((name) => has(set, podName, name)),
  ).toEqual([true, true, false, false, false]);
});

test('pods of another namespace are not selected', () => {
  const graph = graphOf(deployment());
  expect(graph.select('other', equalities({ app: 'api' }))).toEqual([]);
});

const key = fc.constantFrom('app', 'tier', 'pod-template-hash', 'job-name');
const value = fc.constantFrom('a', 'b', 'web', '');
const labels = fc.dictionary(key, value, { maxKeys: 3 });
const manifest = fc
  .tuple(fc.constantFrom('Deployment', 'StatefulSet', 'DaemonSet', 'Job'), labels)
  .map(([kind, labels]) => workload(kind, labels));
const selector = fc.record({
  matchLabels: labels,
  matchExpressions: fc.array(
    fc.record({
      key,
      operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist', 'Nonsense'),
      values: fc.array(value, { maxLength: 2 }),
    }),
    { maxLength: 2 },
  ),
});

test('the index selects what asking every pod would', () => {
  fc.assert(
    fc.property(fc.array(manifest, { maxLength: 6 }), selector, (manifests, selector) => {
      const all = graphOf(...manifests).objects.flatMap(podsOf);
      const requirements = requirementsOf(selector);
      const selected = new PodIndex(all).select('demo', requirements);
      const expected = all.filter((pods) => requirements.every((each) => meets(pods, each)));
      expect(new Set(selected)).toEqual(new Set(expected));
    }),
  );
});

/** How many labels are looked at to find the one workload behind each of `size` selectors. */
function questions(size: number): number {
  let asked = 0;
  const graph = graphOf(
    ...Array.from({ length: size }, (_, at) => deployment({ name: `web-${at}` })),
  );
  for (let at = 0; at < size; at += 1) {
    const [requirement] = equalities({ app: `web-${at}` });
    if (!requirement) throw new Error('no requirement');
    const counting = {
      ...requirement,
      holds: (labels: Parameters<typeof requirement.holds>[0]) => {
        asked += 1;
        return requirement.holds(labels);
      },
    };
    expect(graph.select('demo', [counting])).toHaveLength(1);
  }
  return asked;
}

test('ten times as many pods and selectors are ten times as many questions', () => {
  expect(questions(1000)).toBe(10 * questions(100));
});
