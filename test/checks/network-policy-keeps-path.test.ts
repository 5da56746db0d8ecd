import { networkPolicyKeepsPath } from '../../lib/checks/network-policy-keeps-path';
import type { Manifest } from '../../lib/graph/manifest';
import { deployment, reporter, service } from '../helpers/graph';

const report = reporter(networkPolicyKeepsPath);

const policy = (spec: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'rule', namespace: 'demo' },
  spec: { podSelector: {}, ...spec },
});
const web = deployment({ name: 'web' });
const webOnly = [{ podSelector: { matchLabels: { app: 'web' } } }];

test('a Service whose pods nobody may reach is refused', () => {
  const other = policy({ ingress: [{ from: webOnly, ports: [{ port: 80 }] }] });
  expect(report(deployment(), service(), other)).toBe(`program.ts:2:1  network-policy-keeps-path
  Service "demo/api" sends port 80 to 8080 of Deployment "demo/api", which NetworkPolicy "demo/rule" isolates, and no NetworkPolicy lets anyone reach that port
  Fix: add a policy that allows it, or widen one that there is
  More: docs/checks/network-policy-keeps-path.md`);
});

test.each([
  ['the port of the container', [{ from: webOnly, ports: [{ port: 8080 }] }]],
  ['a range with it', [{ ports: [{ port: 8000, endPort: 8100 }] }]],
  ['its name', [{ ports: [{ port: 'http' }] }]],
  ['every port', [{}]],
])('a Service passes when a policy allows %s', (_, ingress) => {
  const container = { ports: [{ name: 'http', containerPort: 8080 }] };
  expect(report(deployment({ container }), service(), policy({ ingress }))).toBe('');
});

test('pods that no policy isolates, for ingress and in their own network, pass', () => {
  const egress = policy({ policyTypes: ['Egress'] });
  expect(report(deployment(), service(), egress)).toBe('');
  expect(
    report(deployment(), service(), policy({ podSelector: { matchLabels: { app: 'x' } } })),
  ).toBe('');
  const spec = { hostNetwork: true, containers: [] };
  const host = deployment({ spec: { template: { metadata: { labels: { app: 'api' } }, spec } } });
  expect(report(host, service(), policy({}))).toBe('');
});

test('a headless Service need not be reached, and one port of several may be closed', () => {
  const headless = { clusterIP: 'None', selector: { app: 'api' }, ports: [{ port: 80 }] };
  expect(report(deployment(), { ...service(), spec: headless }, policy({}))).toBe('');
  const ports = [{ port: 80, targetPort: 8080 }, { port: 9090 }];
  const two = { ...service(), spec: { selector: { app: 'api' }, ports } };
  expect(report(deployment(), two, policy({ ingress: [{ ports: [{ port: 8080 }] }] }))).toBe('');
});

describe('an Ingress', () => {
  const backend = { service: { name: 'api', port: { number: 80 } } };
  const ingress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'api', namespace: 'demo' },
    spec: { defaultBackend: backend },
  };
  const letting = (...from: object[]) => policy({ ingress: [{ from }] });

  test('whose controller is shut out is refused', () => {
    expect(report(deployment(), service(), web, ingress, letting(...webOnly))).toContain(
      'Ingress "demo/api" leads to Service "demo/api", and the NetworkPolicies of Deployment "demo/api", such as NetworkPolicy "demo/rule", let in pods of the program only: its controller is cut off',
    );
  });

  test.each([
    ['everyone', {}],
    ['every namespace', { namespaceSelector: {} }],
    [
      'a namespace of others',
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'traefik' } } },
    ],
    ['some addresses', { ipBlock: { cidr: '10.0.0.0/8' } }],
  ])('passes when the pods let in %s', (name, peer) => {
    const rule = name === 'everyone' ? policy({ ingress: [{}] }) : letting(peer);
    expect(report(deployment(), service(), web, ingress, rule)).toBe('');
  });

  test('passes when the controller is of the program', () => {
    const door = {
      ...service({}, { app: 'web' }),
      metadata: { name: 'door', namespace: 'demo' },
    };
    const spec = { ...((door as Manifest).spec as object), type: 'LoadBalancer' };
    const open = letting(...webOnly);
    const objects = [deployment(), service(), web, ingress, open];
    expect(report(...objects, { ...door, spec })).not.toContain('cut off');
    const ingressClass = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: 'own' },
    };
    expect(report(...objects, ingressClass)).toBe('');
  });
});

describe('pods that call a Service by its name', () => {
  const calling = (...args: string[]) => deployment({ name: 'web', container: { args } });
  const egress = (...rules: object[]) => policy({ policyTypes: ['Egress'], egress: rules });
  const api = { podSelector: { matchLabels: { app: 'api' } } };
  const dns = { ports: [{ port: 53, protocol: 'UDP' }] };

  test('and may not ask for it are refused', () => {
    expect(
      report(deployment(), service(), calling('http://api/x'), egress({ to: [api] })),
    ).toContain(
      'Deployment "demo/web" calls Service "demo/api" by its name, and NetworkPolicy "demo/rule" isolates it, while no NetworkPolicy lets it ask for names: UDP port 53 of the cluster\'s DNS',
    );
  });

  test.each(['api:80', 'https://api.demo', 'postgres://me:word@api/db', 'api.demo.svc'])(
    'are known by %s',
    (text) => {
      expect(report(deployment(), service(), calling(text), egress())).toContain('by its name');
    },
  );

  test.each(['api', 'http://other', '--name=api', 'api:8080', '/api/v1'])(
    'are not known by %s',
    (text) => {
      expect(report(deployment(), service(), calling(text), egress())).toBe('');
    },
  );

  test('pass when a policy lets them ask', () => {
    const call = calling('http://api');
    expect(report(deployment(), service(), call, egress({ to: [api] }, dns))).toBe('');
    expect(report(deployment(), service(), call, egress({}))).toBe('');
    const kube = {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
    };
    expect(report(deployment(), service(), call, egress({ to: [kube] }))).toBe('');
  });
});
