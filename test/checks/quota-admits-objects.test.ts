import { quotaAdmitsObjects } from '../../lib/checks/quota-admits-objects';
import type { Manifest } from '../../lib/graph/manifest';
import { deployment, reporter, service } from '../helpers/graph';

const report = reporter(quotaAdmitsObjects);

const quota = (hard: object, more: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'share', namespace: 'demo' },
  spec: { hard, ...more },
});

const object = (apiVersion: string, kind: string, spec: object, name = 'one'): Manifest => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'demo' },
  spec,
});

const recreate = { type: 'Recreate' };
const resources = { requests: { cpu: '500m' }, limits: { cpu: 1, memory: '1Gi' } };
const asking = (replicas: number, spec: object = { strategy: recreate }) =>
  deployment({ spec: { replicas, template: template(), ...spec } });

function template(spec: object = {}) {
  return {
    metadata: { labels: { app: 'api' } },
    spec: { containers: [{ name: 'app', image: 'nginx:1.29', resources }], ...spec },
  };
}

test('a quota that is smaller than what the program asks for is refused', () => {
  expect(report(quota({ 'requests.cpu': 1 }), asking(3))).toBe(
    `program.ts:1:1  quota-admits-objects
  ResourceQuota "demo/share" leaves "1" of requests.cpu, and the program asks for "1500m" in its namespace: 3 × "500m" by Deployment "demo/api"
  Fix: raise requests.cpu to "1500m", or ask for less
  More: docs/checks/quota-admits-objects.md`,
  );
  expect(report(quota({ 'requests.cpu': '1500m' }), asking(3))).toBe('');
});

test.each([
  ['cpu', '999m', '1'],
  ['limits.cpu', 1, 2],
  ['requests.memory', '2047Mi', '2Gi'],
  ['limits.memory', '2047Mi', '2Gi'],
  ['pods', 1, 2],
  ['count/pods', 1, 2],
  ['count/deployments.apps', 0, 1],
  ['count/replicasets.apps', 0, 1],
])('%s of two pods is too much for %p and enough for %p', (resource, little, enough) => {
  expect(report(quota({ [resource]: little }), asking(2))).toContain(`of ${resource}, and`);
  expect(report(quota({ [resource]: enough }), asking(2))).toBe('');
});

test('an update that starts a pod before it stops one needs room for it', () => {
  const text = report(quota({ pods: 2 }), asking(2, {}));
  expect(text).toContain(
    'leaves "2" of pods, of which the program asks for "2" in its namespace, and "3" while Deployment "demo/api" is updated: it starts a new pod before it stops an old one',
  );
  expect(report(quota({ pods: 3 }), asking(2, {}))).toBe('');
});

test('an update that may stop a pod first needs none', () => {
  const update = (rollingUpdate: object) => ({ strategy: { rollingUpdate } });
  expect(report(quota({ pods: 4 }), asking(4, {}))).toBe('');
  expect(report(quota({ pods: 2 }), asking(2, update({ maxUnavailable: 1 })))).toBe('');
  expect(report(quota({ pods: 2 }), asking(2, update({ maxUnavailable: '50%' })))).toBe('');
  expect(report(quota({ pods: 2 }), asking(2, update({ maxSurge: 0 })))).toBe('');
  expect(report(quota({ pods: 4 }), asking(4, update({ maxUnavailable: 0 })))).toContain('"5"');
});

test('an autoscaler may make as many as its maxReplicas', () => {
  const scaler = object('autoscaling/v2', 'HorizontalPodAutoscaler', {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
    maxReplicas: 10,
  });
  expect(report(quota({ pods: 9 }), asking(2), scaler)).toContain(
    '10 × "1" by Deployment "demo/api" at its maxReplicas',
  );
  expect(report(quota({ pods: 10 }), asking(2), scaler)).toBe('');
  const keda = object('keda.sh/v1alpha1', 'ScaledObject', {
    scaleTargetRef: { name: 'api' },
    maxReplicaCount: 10,
  });
  expect(report(quota({ pods: 9 }), asking(2), keda)).toContain('at its maxReplicaCount');
});

test('a DaemonSet has one pod at least, a Job as many as run at once, a suspended one none', () => {
  const daemons = object('apps/v1', 'DaemonSet', { template: template() });
  expect(report(quota({ pods: 0 }), daemons)).toContain('"1" by DaemonSet "demo/one" on each node');
  const job = (spec: object) => object('batch/v1', 'Job', { template: template(), ...spec });
  expect(report(quota({ pods: 2 }), job({ parallelism: 3 }))).toContain('"3" in its namespace');
  expect(report(quota({ pods: 2 }), job({ parallelism: 3, completions: 2 }))).toBe('');
  expect(report(quota({ pods: 0 }), job({ suspend: true }))).toBe('');
  const cron = object('batch/v1', 'CronJob', {
    jobTemplate: { spec: { parallelism: 2, template: template() } },
  });
  expect(report(quota({ pods: 1, 'count/jobs.batch': 1 }), cron)).toContain('CronJob "demo/one"');
});

test('only pods of its scopes count, and nothing but pods', () => {
  const scoped = quota({ pods: 1, services: 0 }, { scopes: ['NotTerminating'] });
  const ending = asking(9, { template: template({ activeDeadlineSeconds: 60 }) });
  expect(report(scoped, ending, service())).toBe('');
  expect(report(scoped, asking(9))).toContain('"9"');
});

test('Services count, and their ports where they are open to the outside', () => {
  const open = (spec: object) => object('v1', 'Service', { ports: [{}, { nodePort: 1 }], ...spec });
  expect(report(quota({ services: 0 }), service())).toContain('"1" by Service "demo/api"');
  const nodePorts = quota({ 'services.nodeports': 1 });
  expect(report(nodePorts, open({ type: 'NodePort' }))).toContain('"2" in its namespace');
  expect(report(nodePorts, open({ type: 'LoadBalancer' }))).toContain('"2" in its namespace');
  const without = open({ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false });
  expect(report(nodePorts, without)).toBe('');
  expect(report(quota({ 'services.loadbalancers': 0 }), without)).toContain('loadbalancers');
  expect(report(nodePorts, service())).toBe('');
});

test('claims count, by their class too, and one for each pod of a StatefulSet', () => {
  const claim = (storageClassName?: string) => ({
    storageClassName,
    resources: { requests: { storage: '10Gi' } },
  });
  const volume = object('v1', 'PersistentVolumeClaim', claim('gold'));
  expect(report(quota({ 'requests.storage': '9Gi' }), volume)).toContain('"10Gi" in its namespace');
  const gold = quota({ 'gold.storageclass.storage.k8s.io/requests.storage': '9Gi' });
  expect(report(gold, volume)).toContain('PersistentVolumeClaim "demo/one"');
  expect(report(gold, object('v1', 'PersistentVolumeClaim', claim()))).toBe('');
  const set = object('apps/v1', 'StatefulSet', {
    replicas: 3,
    template: template({ volumes: [{ ephemeral: { volumeClaimTemplate: { spec: claim() } } }] }),
    volumeClaimTemplates: [{ spec: claim() }],
  });
  expect(report(quota({ persistentvolumeclaims: 5 }), set)).toContain('"6" in its namespace');
  expect(report(quota({ 'requests.storage': '60Gi', persistentvolumeclaims: 6 }), set)).toBe('');
});

test('what the cluster makes itself counts', () => {
  expect(report(quota({ configmaps: 0 }))).toContain(
    '"1" by the cluster itself, for "kube-root-ca.crt"',
  );
  expect(report(quota({ configmaps: 1, resourcequotas: 1 }))).toBe('');
});

test('objects of any kind count, by the name that their definition gives them', () => {
  const cactus = object('example.com/v1', 'Cactus', {});
  const definition: Manifest = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'cacti.example.com' },
    spec: { group: 'example.com', names: { kind: 'Cactus', plural: 'cacti' } },
  };
  expect(report(quota({ 'count/cacti.example.com': 0 }), cactus, definition)).toContain('"1"');
  const ingress = object('networking.k8s.io/v1', 'Ingress', {});
  expect(report(quota({ 'count/ingresses.networking.k8s.io': 0 }), ingress)).toContain('Ingress');
  const policy = object('networking.k8s.io/v1', 'NetworkPolicy', {});
  expect(report(quota({ 'count/networkpolicies.networking.k8s.io': 0 }), policy)).not.toBe('');
});

test('the largest shares come first', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((name) => object('v1', 'Service', {}, name));
  expect(report(quota({ services: 0 }), ...many)).toContain('"1" by Service "demo/d", and 1 more');
  expect(report(quota({ pods: 1 }), object('v1', 'Pod', template().spec), asking(2))).toContain(
    '2 × "1" by Deployment "demo/api", "1" by Pod "demo/one"',
  );
});

test('what is in another namespace, or scaled to none, does not count', () => {
  const elsewhere = { ...asking(9), metadata: { name: 'api', namespace: 'other' } };
  expect(report(quota({ pods: 0 }), elsewhere, asking(0))).toBe('');
});
