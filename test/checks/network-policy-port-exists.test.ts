import { networkPolicyPortExists } from '../../lib/checks/network-policy-port-exists';
import { deployment, reporter, service } from '../helpers/graph';

const report = reporter(networkPolicyPortExists);

const policy = (spec: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'api', namespace: 'demo' },
  spec: { podSelector: { matchLabels: { app: 'api' } }, ...spec },
});
const ingress = (...ports: object[]) => policy({ ingress: [{ ports }] });
const listening = deployment({ container: { ports: [{ name: 'http', containerPort: 8080 }] } });

test('a name that no port of the pods has is refused', () => {
  expect(report(listening, ingress({ port: 'htpp' })))
    .toBe(`program.ts:2:1  network-policy-port-exists
  NetworkPolicy "demo/api" lets through port "htpp" TCP, and no container of Deployment "demo/api" has a port of that name; did you mean "http"?
  Fix: name a port that the container has, or add the name to the container
  More: docs/checks/network-policy-port-exists.md`);
});

test('the port of a Service in place of that of the container is refused', () => {
  expect(report(listening, service(), ingress({ port: 80 }))).toContain(
    'lets through port 80, which is that of Service "demo/api" and leads to 8080, and no container of Deployment "demo/api" listens there',
  );
});

test('the ports of egress are those of the peers', () => {
  const to = [{ podSelector: { matchLabels: { app: 'api' } } }];
  const out = (port: unknown) =>
    policy({ podSelector: {}, policyTypes: ['Egress'], egress: [{ to, ports: [{ port }] }] });
  expect(report(listening, service(), out(80))).toContain('lets through port 80, which is');
  expect(report(listening, service(), out('http'))).toBe('');
});

test('ports that are there, a range, any, and a number that nothing is known of pass', () => {
  expect(report(listening, service(), ingress({ port: 'http' }, { port: 8080 }))).toBe('');
  expect(report(listening, service(), ingress({ port: 80, endPort: 90 }, {}))).toBe('');
  expect(report(listening, service(), ingress({ port: 9000 }))).toBe('');
  expect(report(deployment(), service(), ingress({ port: 80 }))).toBe('');
});

test('a name of another protocol is not the port', () => {
  expect(report(listening, ingress({ port: 'http', protocol: 'UDP' }))).toContain('"http" UDP');
});
