import type { Graph } from '../../lib/graph/graph';
import type { Pods } from '../../lib/graph/pods';
import { deployment, graphOf } from '../helpers/graph';

const policy = (spec: object, name = 'rule') => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'demo' },
  spec: { podSelector: {}, ...spec },
});

const first = ({ pods }: Graph): Pods => {
  const [found] = pods;
  if (!found) throw new Error('there are no pods');
  return found;
};

const directions = (spec: object, changes: object = {}) => {
  const graph = graphOf(deployment(changes), policy(spec));
  return (['ingress', 'egress'] as const).filter(
    (direction) => graph.policies.isolating(first(graph), direction).length > 0,
  );
};

test.each([
  [{}, ['ingress']],
  [{ egress: [{}] }, ['ingress', 'egress']],
  [{ policyTypes: ['Egress'] }, ['egress']],
  [{ policyTypes: ['Ingress', 'Egress'] }, ['ingress', 'egress']],
  [{ podSelector: { matchLabels: { app: 'other' } } }, []],
])('a policy of %j isolates for %j', (spec, expected) => {
  expect(directions(spec)).toEqual(expected);
});

test('pods in the network of their node are out of reach', () => {
  const template = { metadata: { labels: { app: 'api' } }, spec: { hostNetwork: true } };
  expect(directions({}, { spec: { template } })).toEqual([]);
});

test('rules of several policies add up', () => {
  const graph = graphOf(
    deployment(),
    policy({ ingress: [{}] }),
    policy({ ingress: [{}, {}] }, 'b'),
  );
  expect(graph.policies.rules(first(graph), 'ingress')).toHaveLength(3);
  expect(graph.policies.rules(first(graph), 'egress')).toEqual([]);
});

describe('a rule', () => {
  const ruleOf = (rule: object) => {
    const container = { ports: [{ name: 'http', containerPort: 8080 }] };
    const graph = graphOf(
      deployment({ container }),
      deployment({ name: 'web' }),
      policy({ ingress: [rule] }),
    );
    const pods = first(graph);
    const [found] = graph.policies.rules(pods, 'ingress');
    if (!found) throw new Error('there is no rule');
    return { graph, pods, rule: found };
  };
  const web = { podSelector: { matchLabels: { app: 'web' } } };

  test.each([
    [undefined, true, true],
    [[web], false, true],
    [[{ podSelector: { matchLabels: { app: 'none' } } }], false, false],
    [[{ namespaceSelector: {} }], true, true],
    [[{ ipBlock: { cidr: '10.0.0.0/8' } }], true, true],
  ])('from %j lets in others: %j, and the pods of web: %j', (from, others, ofWeb) => {
    const { graph, rule } = ruleOf({ from });
    expect(graph.policies.reachesOthers(rule)).toBe(others);
    const [, pods] = graph.pods;
    expect(pods && graph.policies.admits(rule, pods)).toBe(ofWeb);
  });

  test('names the pods that are its peers', () => {
    const { graph, rule } = ruleOf({ from: [web] });
    expect(graph.policies.peersOf(rule).map(({ labels }) => labels.app)).toEqual(['web']);
  });
});

test('pods of the same policies have the same rules, in the order of the program', () => {
  const named = (name: string, spec: object) => ({
    ...policy(spec),
    metadata: { name, namespace: 'demo' },
  });
  const ofApi = { podSelector: { matchLabels: { app: 'api' } } };
  const graph = graphOf(
    named('first', ofApi),
    named('second', {}),
    named('third', { ...ofApi, ingress: [{ ports: [{ port: 'http' }] }] }),
    deployment({ name: 'one', labels: { app: 'api' } }),
    deployment({ name: 'two', labels: { app: 'api' } }),
    deployment({
      name: 'three',
      labels: { app: 'api' },
      container: { ports: [{ name: 'http', containerPort: 80 }] },
    }),
  );
  const [one, two, three] = graph.pods;
  if (!one || !two || !three) throw new Error('there are too few pods');
  const names = graph.policies
    .isolating(one, 'ingress')
    .map(({ manifest }) => manifest.metadata.name);
  expect(names).toEqual(['first', 'second', 'third']);
  expect(graph.policies.rules(two, 'ingress')).toBe(graph.policies.rules(one, 'ingress'));
  // Which rules hold for a port differs where the pods give it another name.
  const { policies } = graph;
  expect(policies.rulesFor(one, 80, 'TCP')).toEqual([]);
  expect(policies.rulesFor(two, 80, 'TCP')).toBe(policies.rulesFor(one, 80, 'TCP'));
  expect(policies.rulesFor(three, 80, 'TCP')).toHaveLength(1);
});
