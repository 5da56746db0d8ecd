import type { Graph } from '../../lib/graph/graph';
import { listOf, othersMayHave, placesOf, podsChosen } from '../../lib/graph/selections';
import { equalities, requirementsOf, wanted } from '../../lib/graph/selector';
import { deployment, graphOf, service } from '../helpers/graph';

const told = ({ selections }: Graph) =>
  selections.map(
    ({ use, field, what, scope: { names, labels }, requirements }) =>
      `${use} ${field}: ${what} with ${requirements ? wanted(requirements) : 'nothing'} in ${[...names, ...(labels ? [`<${wanted(labels)}>`] : [])].join(', ')}`,
  );

const namespaced = (apiVersion: string, kind: string, spec: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'it', namespace: 'demo' },
  spec,
});

const matchLabels = { app: 'api' };

test('a Service, a workload and a budget choose pods of their own namespace', () => {
  const budget = namespaced('policy/v1', 'PodDisruptionBudget', {});
  expect(told(graphOf(service(), service({}, {}), deployment(), budget))).toEqual([
    'service spec.selector: pods with app=api in demo',
    'workload spec.selector: pods with app=api in demo',
    'disruption-budget spec.selector: pods with nothing in demo',
  ]);
});

test('a Job chooses by hand only when it says so', () => {
  const job = (manualSelector: boolean) =>
    namespaced('batch/v1', 'Job', { selector: { matchLabels }, manualSelector });
  expect(told(graphOf(job(false), job(true)))).toEqual([
    'workload spec.selector: pods with app=api in demo',
  ]);
});

test('the peers of a NetworkPolicy are in its namespace unless it says others', () => {
  const from = [
    { podSelector: { matchLabels } },
    { namespaceSelector: { matchLabels: { team: 'web' } } },
    { podSelector: { matchLabels }, namespaceSelector: {} },
    { ipBlock: { cidr: '10.0.0.0/8' } },
  ];
  const policy = namespaced('networking.k8s.io/v1', 'NetworkPolicy', {
    podSelector: {},
    ingress: [{}, { from }],
    egress: [{ to: from.slice(0, 1) }],
  });
  expect(told(graphOf(policy))).toEqual([
    'policy spec.podSelector: pods with any label in demo',
    'peer spec.ingress[1].from[0].podSelector: pods with app=api in demo',
    'peer spec.ingress[1].from[1].namespaceSelector: pods with any label in <team=web>',
    'peer spec.ingress[1].from[2].podSelector: pods with app=api in <any label>',
    'peer spec.egress[0].to[0].podSelector: pods with app=api in demo',
  ]);
});

test('affinity and spreading ask for the own values of the keys that they name', () => {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const labelSelector = { matchLabels: { tier: 'db' } };
  const spec = {
    affinity: {
      podAffinity: {
        [required]: [{ labelSelector, namespaces: ['data'], matchLabelKeys: ['app'] }],
      },
      podAntiAffinity: { [required]: [{ labelSelector, mismatchLabelKeys: ['app', 'none'] }] },
    },
    topologySpreadConstraints: [{ labelSelector, matchLabelKeys: ['pod-template-hash'] }, {}],
  };
  const template = { metadata: { labels: { app: 'api' } }, spec };
  const pod = 'spec.template.spec';
  expect(told(graphOf(deployment({ spec: { template } }))).slice(1)).toEqual([
    `affinity ${pod}.affinity.podAffinity.${required}[0].labelSelector: pods with tier=db and app=api in data`,
    `anti-affinity ${pod}.affinity.podAntiAffinity.${required}[0].labelSelector: pods with tier=db and app notin (api) in demo`,
    `spread ${pod}.topologySpreadConstraints[0].labelSelector: pods with tier=db in demo`,
    `spread ${pod}.topologySpreadConstraints[1].labelSelector: pods with nothing in demo`,
  ]);
});

test('monitors look at Services and pods, where they say', () => {
  const monitor = (kind: string, namespaceSelector?: object) =>
    namespaced('monitoring.coreos.com/v1', kind, { selector: { matchLabels }, namespaceSelector });
  expect(
    told(
      graphOf(
        monitor('ServiceMonitor'),
        monitor('ServiceMonitor', { matchNames: ['a', 'b'] }),
        monitor('PodMonitor', { any: true }),
      ),
    ),
  ).toEqual([
    'service-monitor spec.selector: services with app=api in demo',
    'service-monitor spec.selector: services with app=api in a, b',
    'pod-monitor spec.selector: pods with app=api in <any label>',
  ]);
});

test('a scope is open where it may hold a namespace that the program does not make', () => {
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'demo', labels: { team: 'web' } },
  };
  const graph = graphOf(namespace, deployment());
  const named = (name: string) => equalities({ 'kubernetes.io/metadata.name': name });
  expect(placesOf(graph, { names: ['demo'] })).toEqual({ places: ['demo'], isOpen: false });
  expect(placesOf(graph, { names: ['other'] }).isOpen).toBe(true);
  expect(placesOf(graph, { names: [], labels: named('demo') })).toEqual({
    places: ['demo'],
    isOpen: false,
  });
  expect(placesOf(graph, { names: [], labels: named('ingress-nginx') }).isOpen).toBe(true);
  expect(placesOf(graph, { names: [], labels: equalities({ team: 'web' }) })).toEqual({
    places: ['demo'],
    isOpen: true,
  });
  expect(placesOf(graph, { names: [], labels: equalities({ team: 'x' }) }).places).toEqual([]);
});

test('what a selection chooses is found in every namespace of its scope', () => {
  const elsewhere = { ...deployment(), metadata: { name: 'api', namespace: 'other' } };
  const policy = namespaced('networking.k8s.io/v1', 'NetworkPolicy', {
    ingress: [{ from: [{ podSelector: { matchLabels }, namespaceSelector: {} }] }],
  });
  const graph = graphOf(deployment(), elsewhere, policy);
  const peer = graph.selections.find(({ use }) => use === 'peer');
  if (!peer) throw new Error('there is no peer');
  const { items, isOpen } = podsChosen(graph, peer);
  expect(items.map(({ object }) => object.namespace)).toEqual(['demo', 'other']);
  expect(isOpen).toBe(true);
});

test('operators make what has a label of their domain, or is called as their resource', () => {
  const cluster = {
    apiVersion: 'rabbitmq.com/v1beta1',
    kind: 'RabbitmqCluster',
    metadata: { name: 'queue', namespace: 'demo' },
  };
  const monitor = namespaced('monitoring.coreos.com/v1', 'ServiceMonitor', {});
  const graph = graphOf(cluster, monitor, deployment({ labels: { 'shop.example/app': 'api' } }));
  const asks = (selector: object) =>
    othersMayHave(graph, 'demo', requirementsOf({ matchLabels: selector }));
  expect(asks({ 'cnpg.io/cluster': 'db' })).toBe(true);
  expect(asks({ 'shop.example/app': 'x' })).toBe(false);
  expect(asks({ 'shop.exampel/app': 'x' })).toBe(false);
  expect(asks({ 'app.kubernetes.io/name': 'queue' })).toBe(true);
  expect(asks({ app: 'queue-server' })).toBe(true);
  expect(asks({ app: 'it' })).toBe(false);
  expect(othersMayHave(graph, 'other', equalities({ app: 'queue' }))).toBe(false);
});

test('pods are listed with their labels, the first five of them', () => {
  const many = Array.from({ length: 7 }, (_, index) => deployment({ name: `d${index}` }));
  expect(listOf(graphOf(...many).pods)).toMatch(/^Deployment "demo\/d0" makes app=d0; .*; 2 more$/);
  expect(listOf([])).toBe('there are none');
});
