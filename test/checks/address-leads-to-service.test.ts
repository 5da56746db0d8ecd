import { addressLeadsToService } from '../../lib/checks/address-leads-to-service';
import { external } from '../../lib/external';
import { deployment, reporter, service } from '../helpers/graph';

const report = reporter(addressLeadsToService);

const web = (container: object) => deployment({ name: 'web', container });
const given = (value: string) => web({ env: [{ name: 'API', value }] });

test('an address with a port that the Service does not have is refused', () => {
  expect(report(given('http://api:8080/v1'), service({ port: 8081 })))
    .toBe(`program.ts:1:1  address-leads-to-service
  Deployment "demo/web" gives the address "http://api:8080" in spec.template.spec.containers[0].env[0].value, and Service "demo/api" has port 8081; did you mean 8081?
  Fix: correct the address, or the name or port of the Service
  More: docs/checks/address-leads-to-service.md`);
});

test('one with nearly the name of a Service is refused', () => {
  expect(report(given('aip:8080'), service())).toContain(
    'there is no Service "demo/aip"; did you mean "api"?',
  );
});

test('one with the name of a workload that no Service has is refused', () => {
  expect(report(given('api:8080'), deployment())).toContain(
    'there is no Service "demo/api", only a Deployment of that name',
  );
  const declared = reporter(addressLeadsToService, { external: [external.service('demo', 'api')] });
  expect(declared(given('api:8080'), deployment())).toBe('');
});

test.each([
  ['args', { args: ['--api=http://api:8080'] }],
  ['command', { command: ['wait', 'api:8080'] }],
  ['a list', { env: [{ name: 'HOSTS', value: 'other:8080,api:8080' }] }],
  ['a full name', { args: ['api.demo.svc.cluster.local:8080'] }],
  ['a URL with credentials and no port', { args: ['https://me:$(PASSWORD)@api/'] }],
])('it is found in %s', (_, container) => {
  expect(report(web(container), service())).toContain('Service "demo/api" has port 80');
});

test('the password of a URL is not told', () => {
  const text = report(given('postgres://me:hunter2@api:5432/shop'), service());
  expect(text).toContain('gives the address "postgres://me:…@api:5432" in');
});

test('it is found in a ConfigMap', () => {
  const config = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'demo' },
    data: { api: 'http://api:8080' },
  };
  expect(report(config, service())).toContain('in data.api, and Service "demo/api" has port 80');
});

test.each([
  'http://api/v1',
  'api:80',
  'api.demo:80',
  'api',
  'api:16',
  'see api:8080 for more',
  'localhost:8080',
  'https://api.example.com:8080',
  'unknown:8080',
  '$(HOST):8080',
])('%j is not refused', (value) => {
  expect(report(given(value), service())).toBe('');
});

test('the owner of a file is no address', () => {
  expect(report(web({ command: ['chown', 'api:1000', '/data'] }), service())).toBe('');
});

test('by the name of a headless Service any port is reached, and of one elsewhere nothing is known', () => {
  const spec = { selector: { app: 'api' }, ports: [{ port: 80 }] };
  expect(report(given('api:8080'), { ...service(), spec: { ...spec, clusterIP: 'None' } })).toBe(
    '',
  );
  const elsewhere = { ...spec, type: 'ExternalName', externalName: 'a.example' };
  expect(report(given('api:8080'), { ...service(), spec: elsewhere })).toBe('');
});
