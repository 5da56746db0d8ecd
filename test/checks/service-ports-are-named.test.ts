import { servicePortsAreNamed } from '../../lib/checks/service-ports-are-named';
import { reporter, service } from '../helpers/graph';

const report = reporter(servicePortsAreNamed);

const offering = (...ports: object[]) => ({ ...service(), spec: { ports } });

test('one of several ports without a name is refused', () => {
  expect(report(offering({ name: 'http', port: 80 }, { port: 9090 })))
    .toBe(`program.ts:1:1  service-ports-are-named
  Service "demo/api" has the ports 80, 9090, and 9090 has no name; of several, each needs one
  Fix: give every port a name, such as "http"
  More: docs/checks/service-ports-are-named.md`);
});

test('a name for two ports is refused', () => {
  expect(report(offering({ name: 'http', port: 80 }, { name: 'http', port: 8080 }))).toContain(
    'gives the name "http" to the ports 80, 8080',
  );
});

test('a number is taken once for each protocol', () => {
  const dns = { name: 'dns', port: 53 };
  const udp = { name: 'dns-udp', port: 53, protocol: 'UDP' };
  expect(report(offering(dns, udp))).toBe('');
  expect(report(offering(dns, { ...dns, name: 'again' }))).toContain('has the port 53 TCP 2 times');
});

test('a single port needs no name', () => {
  expect(report(offering({ port: 80 }))).toBe('');
});
