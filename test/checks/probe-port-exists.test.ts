import { probePortExists } from '../../lib/checks/probe-port-exists';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(probePortExists);

const ports = [{ name: 'http', containerPort: 8080 }, { containerPort: 9090 }];

test('a probe of a port that the container does not have by that name is refused', () => {
  const livenessProbe = { httpGet: { path: '/', port: 'htp' } };
  expect(report(deployment({ container: { ports, livenessProbe } })))
    .toBe(`program.ts:1:1  probe-port-exists
  Deployment "demo/api" asks port "htp" in spec.template.spec.containers[0].livenessProbe.httpGet.port, and its container has 8080 "http", 9090; did you mean "http"?
  Fix: correct the name, or give it to a port of the container
  More: docs/checks/probe-port-exists.md`);
});

test.each([
  ['readinessProbe.tcpSocket.port', { readinessProbe: { tcpSocket: { port: 'web' } } }],
  ['startupProbe.httpGet.port', { startupProbe: { httpGet: { port: 'web' } } }],
  ['lifecycle.postStart.httpGet.port', { lifecycle: { postStart: { httpGet: { port: 'web' } } } }],
  ['lifecycle.preStop.httpGet.port', { lifecycle: { preStop: { httpGet: { port: 'web' } } } }],
])('so is %s', (field, container) => {
  expect(report(deployment({ container }))).toContain(
    `asks port "web" in spec.template.spec.containers[0].${field}, and its container has no port\n`,
  );
  expect(report(deployment({ container: { ...container, ports: [{ name: 'web' }] } }))).toBe('');
});

test('the port of another container does not count', () => {
  const readinessProbe = { httpGet: { port: 'http' } };
  const containers = [
    { name: 'proxy', ports },
    { name: 'app', readinessProbe },
  ];
  expect(report(deployment({ spec: { template: { spec: { containers } } } }))).toContain(
    'containers[1].readinessProbe.httpGet.port, and its container has no port',
  );
});

test('a number may be asked whether or not the container says that it listens there', () => {
  for (const port of [8080, 8081, '8081', undefined, null]) {
    const readinessProbe = { httpGet: { port } };
    expect(report(deployment({ container: { ports, readinessProbe } }))).toBe('');
  }
});
