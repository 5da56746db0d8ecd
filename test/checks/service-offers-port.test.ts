import { serviceOffersPort } from '../../lib/checks/service-offers-port';
import type { Manifest } from '../../lib/graph/manifest';
import { reporter, service } from '../helpers/graph';

const report = reporter(serviceOffersPort);

const ingress = (port: object): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', namespace: 'demo' },
  spec: { defaultBackend: { service: { name: 'api', port } } },
});

test('a port that the Service has not is refused, and told what there is', () => {
  expect(report(ingress({ number: 81 }), service({ name: 'http' })))
    .toBe(`program.ts:1:1  service-offers-port
  Ingress "demo/web" leads to port 81 of Service "demo/api" in spec.defaultBackend.service.port.number, which has 80, "http"
  Fix: name a port of the Service (its \`port\` or \`name\`, not its \`targetPort\`), or add one to it
  More: docs/checks/service-offers-port.md`);
});

test('a port by number or by name passes', () => {
  expect(report(ingress({ number: 80 }), service())).toBe('');
  expect(report(ingress({ name: 'http' }), service({ name: 'http' }))).toBe('');
});

test('who names the targetPort is told the port', () => {
  expect(report(ingress({ number: 8080 }), service())).toContain(
    ': 8080 is the targetPort of its port 80',
  );
});

test('a near name is asked for, and a number in quotes is no name', () => {
  expect(report(ingress({ name: 'metrcis' }), service({ name: 'metrics' }))).toContain(
    '; did you mean "metrics"?',
  );
  expect(report(ingress({ name: '80' }), service())).toContain(': write 80 without quotes');
});

test('a Service that is not there, or stands for a host elsewhere, is not judged', () => {
  expect(report(ingress({ number: 80 }))).toBe('');
  const elsewhere = { ...service(), spec: { type: 'ExternalName', externalName: 'example.com' } };
  expect(report(ingress({ number: 81 }), elsewhere)).toBe('');
});

test('a webhook leads to 443 when it does not say', () => {
  const webhook: Manifest = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name: 'hook' },
    webhooks: [{ clientConfig: { service: { name: 'api', namespace: 'demo' } } }],
  };
  expect(report(webhook, service())).toContain('leads to port 443');
  expect(report(webhook, service({ port: 443 }))).toBe('');
});

test('a route is judged like an Ingress', () => {
  const route: Manifest = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'demo' },
    spec: { rules: [{ backendRefs: [{ name: 'api', port: 8080 }] }] },
  };
  expect(report(route, service())).toContain('in spec.rules[0].backendRefs[0].port');
});
