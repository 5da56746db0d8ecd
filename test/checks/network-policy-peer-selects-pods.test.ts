import { networkPolicyPeerSelectsPods } from '../../lib/checks/network-policy-peer-selects-pods';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(networkPolicyPeerSelectsPods);

const from = (...peers: object[]) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'api', namespace: 'demo' },
  spec: { podSelector: {}, ingress: [{ from: peers }] },
});

const pods = (app: string) => ({ podSelector: { matchLabels: { app } } });
const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});
const web = {
  ...deployment({ name: 'web' }),
  metadata: { name: 'web', namespace: 'front' },
};

test('a peer that is not there is refused', () => {
  expect(report(deployment(), from(pods('apy'))))
    .toBe(`program.ts:2:1  network-policy-peer-selects-pods
  NetworkPolicy "demo/api" names as peers the pods of namespace "demo" with app=apy, and there is no such pod: Deployment "demo/api" makes app=api; did you mean "app=api"?
  Fix: select labels that the peers have, and their namespace with \`namespaceSelector\`
  More: docs/checks/network-policy-peer-selects-pods.md`);
});

test('a peer is looked for in the namespaces that it names', () => {
  expect(report(deployment(), web, from(pods('web')))).toContain('namespace "demo" with app=web');
  expect(report(deployment(), web, from({ ...pods('web'), ...inNamespace('front') }))).toBe('');
  expect(report(deployment(), web, from({ ...pods('api'), ...inNamespace('front') }))).toContain(
    'the pods of namespace "front" with app=api',
  );
});

test('egress is judged as well', () => {
  const out = { ...from(), spec: { podSelector: {}, egress: [{ to: [pods('none')] }] } };
  expect(report(deployment(), out)).toContain('with app=none, and there is no such pod');
});

test('beside others, a peer that is not there may be made elsewhere, unless it looks like a slip', () => {
  expect(report(deployment(), from(pods('server'), pods('api')))).toBe('');
  expect(report(deployment(), from(pods('apy'), pods('api')))).toContain('did you mean "app=api"?');
});

test('peers in namespaces of others, and blocks of addresses, pass', () => {
  expect(report(deployment(), from({ ...pods('x'), ...inNamespace('ingress-nginx') }))).toBe('');
  expect(report(deployment(), from({ ...pods('x'), namespaceSelector: {} }))).toBe('');
  expect(report(deployment(), from({ ipBlock: { cidr: '10.0.0.0/8' } }))).toBe('');
  expect(report(from(pods('x')))).toBe('');
});
