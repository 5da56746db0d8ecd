import { probePortExists } from '../../lib/checks/probe-port-exists';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(probePortExists);

const ports = [{ name: 'http', containerPort: 8080 }, { containerPort: 9090 }];

test('a probe of a port that the container does not have by that name is refused', () => {
  const livenessProbe = { httpGet: { path: '/', port: 'htp' } };
  expect(report(deployment({ container: { ports, livenessProbe } })))
    .toBe(`program.ts:1:1  probe-port-exists
  Deployment "demo/api" asks port "htp" in spec.template.spec.containers[0].livenessProbe.httpGet.port, and its container has 8080 "http", 9090; did you mean "http"?
  Fix: correct the port, or give it to the container
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

test('a protocol other than TCP is told with its port', () => {
  const udp = [{ name: 'dns', containerPort: 53, protocol: 'UDP' }];
  const readinessProbe = { tcpSocket: { port: 'http' } };
  expect(report(deployment({ container: { ports: udp, readinessProbe } }))).toContain(
    'and its container has 53 "dns" UDP\n',
  );
});

test('a number that no container lists may be asked', () => {
  for (const port of [8080, 8081, '8081', undefined, null]) {
    const readinessProbe = { httpGet: { port } };
    expect(report(deployment({ container: { ports, readinessProbe } }))).toBe('');
  }
});

describe('where another probe asks a port that the container lists, a number', () => {
  const livenessProbe = { httpGet: { port: 'http' } };
  const readinessProbe = { httpGet: { port: 8081 } };
  const both = { ports, livenessProbe, readinessProbe };

  test('that nothing else mentions is refused', () => {
    expect(report(deployment({ container: both }))).toContain(
      'asks port 8081 in spec.template.spec.containers[0].readinessProbe.httpGet.port, and its container has 8080 "http", 9090; did you mean 8080?',
    );
  });

  test.each([
    { args: ['--health=:8081'] },
    { command: ['serve', '8081'] },
    { env: [{ name: 'HEALTH_PORT', value: '8081' }] },
    { ports: [...ports, { containerPort: 8081 }] },
  ])('that stands elsewhere in the pod passes: %j', (more) => {
    expect(report(deployment({ container: { ...both, ...more } }))).toBe('');
  });

  test('that stands in a ConfigMap which the pod reads passes', () => {
    const envFrom = [{ configMapRef: { name: 'settings' } }];
    const settings = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace: 'demo' },
      data: { HEALTH: ':8081' },
    };
    expect(report(deployment({ container: { ...both, envFrom } }), settings)).toBe('');
  });

  test('that is only part of another is not mentioned by it', () => {
    expect(report(deployment({ container: { ...both, args: ['18081'] } }))).toContain('port 8081');
  });

  test('that a lifecycle hook asks passes', () => {
    const lifecycle = { preStop: { httpGet: { port: 15020 } } };
    expect(report(deployment({ container: { ports, livenessProbe, lifecycle } }))).toBe('');
  });
});
