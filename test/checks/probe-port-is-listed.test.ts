import { probePortIsListed } from '../../lib/checks/probe-port-is-listed';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(probePortIsListed);

const ports = [{ name: 'http', containerPort: 8080 }];
const readinessProbe = { httpGet: { port: 8081 } };

test('a probe of a number that the container does not list is warned of', () => {
  expect(report(deployment({ container: { ports, readinessProbe } })))
    .toBe(`program.ts:1:1  probe-port-is-listed (warning)
  Deployment "demo/api" asks port 8081 in spec.template.spec.containers[0].readinessProbe.httpGet.port, and its container lists 8080 "http"
  Fix: correct the port, or add it to the ports of the container
  More: docs/checks/probe-port-is-listed.md`);
});

test('a port that is listed, by itself or by another container, passes', () => {
  const container = { ports: [{ containerPort: 8081 }], readinessProbe };
  expect(report(deployment({ container }))).toBe('');
  const containers = [
    { name: 'app', ports, readinessProbe },
    { name: 'health', ports: container.ports },
  ];
  expect(report(deployment({ spec: { template: { spec: { containers } } } }))).toBe('');
});

test('several probes of one port are told once, and a lifecycle hook is not', () => {
  const container = { ports, readinessProbe, livenessProbe: readinessProbe };
  const text = report(deployment({ container }), deployment({ name: 'other', container }));
  expect(text.match(/asks port/g)).toHaveLength(2);
  const lifecycle = { preStop: { httpGet: { port: 15020 } } };
  expect(report(deployment({ container: { ports, lifecycle } }))).toBe('');
});

test('a container that lists no port may listen anywhere', () => {
  expect(report(deployment({ container: { readinessProbe } }))).toBe('');
});

test('what is certainly wrong is told as an error', () => {
  const livenessProbe = { httpGet: { port: 'http' } };
  expect(report(deployment({ container: { ports, livenessProbe, readinessProbe } }))).toBe('');
});
