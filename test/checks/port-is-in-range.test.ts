import { portIsInRange } from '../../lib/checks/port-is-in-range';
import { deployment, reporter, service } from '../helpers/graph';

const report = reporter(portIsInRange);

test('a port that no machine has is refused', () => {
  expect(report(service({ port: 65536 }))).toBe(`program.ts:1:1  port-is-in-range
  Service "demo/api" has spec.ports[0].port 65536; a port is a whole number from 1 to 65535
  Fix: choose a number from 1 to 65535
  More: docs/checks/port-is-in-range.md`);
});

test('a node port outside the range of the API server is refused', () => {
  expect(report(service({ nodePort: 8080 }))).toContain(
    'has spec.ports[0].nodePort 8080; a node port is a whole number from 30000 to 32767',
  );
});

test.each([0, -1, 80.5])('container port %p is refused', (containerPort) => {
  const text = report(deployment({ container: { ports: [{ containerPort }] } }));
  expect(text).toContain(`.ports[0].containerPort ${containerPort};`);
});

test('the port of a probe is looked at', () => {
  const container = { livenessProbe: { httpGet: { path: '/', port: 70000 } } };
  expect(report(deployment({ container }))).toContain('.livenessProbe.httpGet.port 70000;');
});

test('names, the ends of each range, and a 0 that means "any" pass', () => {
  const ports = [
    { port: 1 },
    { port: 65535 },
    { targetPort: 'http' },
    { nodePort: 0 },
    { nodePort: null },
  ];
  for (const port of [...ports, { nodePort: 30000 }, { nodePort: 32767 }]) {
    expect(report(service(port))).toBe('');
  }
});

test('a number that only looks like a port in the data of a ConfigMap passes', () => {
  const data = { port: '70000' };
  const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data };
  expect(report(config)).toBe('');
});
