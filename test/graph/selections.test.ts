import { chooses, placesOf, podsChosen, textOfPods } from '../../lib/graph/selections';
import { equalities } from '../../lib/graph/selector';
import { deployment, graphOf } from '../helpers/graph';
import { namespaced } from '../helpers/selections';

const matchLabels = { app: 'api' };

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
  expect(items.every((pods) => chooses(graph, peer, pods))).toBe(true);
  expect(items.map(({ object }) => object.namespace)).toEqual(['demo', 'other']);
  expect(isOpen).toBe(true);
});

test('those that ask the same are told the same, and a number is no string', () => {
  const policy = (name: string, app: unknown) => ({
    ...namespaced('networking.k8s.io/v1', 'NetworkPolicy', {
      podSelector: { matchLabels: { app } },
    }),
    metadata: { name, namespace: 'demo' },
  });
  const graph = graphOf(
    policy('number', 1),
    policy('string', '1'),
    policy('again', '1'),
    deployment({ labels: { app: '1' } }),
  );
  const [number, string, again] = graph.selections.map((each) => podsChosen(graph, each).items);
  expect(number).toEqual([]);
  expect(string).toHaveLength(1);
  expect(again).toBe(string);
});

test('pods are listed with their labels, the first five of them', () => {
  const many = Array.from({ length: 7 }, (_, index) => deployment({ name: `d${index}` }));
  expect(textOfPods(graphOf(...many).pods)).toMatch(
    /^Deployment "demo\/d0" makes app=d0; .*; 2 more$/,
  );
  expect(textOfPods([])).toBe('there are none');
});
