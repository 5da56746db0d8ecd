import { serviceReachesPort } from '../../lib/checks/service-reaches-port';
import { deployment, reporter, service } from '../helpers/graph';

const report = reporter(serviceReachesPort);

const listening = (...ports: object[]) => deployment({ container: { ports } });

test('a port that no container has is refused, and told what there is', () => {
  const text = report(service({ targetPort: 8081 }), listening({ containerPort: 8080 }));
  expect(text).toBe(`program.ts:1:1  service-reaches-port
  Service "demo/api" sends port 80 to 8081, and no container of Deployment "demo/api" listens there: it has 8080; did you mean 8080?
  Fix: set targetPort to a port that the container has, or add port 8081 to the container
  More: docs/checks/service-reaches-port.md`);
});

test('a name that no container gives to a port is refused', () => {
  const text = report(
    service({ targetPort: 'http' }),
    listening({ name: 'web', containerPort: 8080 }),
  );
  expect(text).toContain('sends port 80 to "http", and no container');
  expect(text).toContain('it has 8080 "web"');
});

test('without targetPort, the port itself must be there', () => {
  const text = report(service({ targetPort: undefined }), listening({ containerPort: 8080 }));
  expect(text).toContain('sends port 80 to 80,');
});

test('the protocol must be the same', () => {
  const udp = { containerPort: 53, protocol: 'UDP' };
  expect(report(service({ targetPort: 53 }), listening(udp))).toContain('it has 53 UDP');
  expect(report(service({ targetPort: 53, protocol: 'UDP' }), listening(udp))).toBe('');
});

test('every workload behind the Service must listen', () => {
  const other = deployment({
    name: 'canary',
    labels: { app: 'api' },
    container: { ports: [{ containerPort: 9090 }] },
  });
  expect(report(service(), listening({ containerPort: 8080 }), other)).toContain(
    'no container of Deployment "demo/canary" listens there: it has 9090',
  );
});

test('a container that leaves its ports out may listen anywhere, but not by name', () => {
  expect(report(service({ targetPort: 8081 }), deployment())).toBe('');
  expect(report(service({ targetPort: 'http' }), deployment())).toContain('it has no port');
});

test('a port by number or by name, also of a sidecar, passes', () => {
  const sidecar = {
    name: 'proxy',
    image: 'envoy:1',
    ports: [{ name: 'http', containerPort: 8000 }],
  };
  const pod = deployment();
  const spec = { containers: [{ name: 'app', image: 'nginx:1.29' }], initContainers: [sidecar] };
  const template = { metadata: { labels: { app: 'api' } }, spec };
  const withSidecar = { ...pod, spec: { ...(pod.spec as object), template } };
  expect(report(service({ targetPort: 'http' }), withSidecar)).toBe('');
  expect(report(service({ targetPort: 8000 }), withSidecar)).toBe('');
});

test('a near name is suggested', () => {
  const ports = listening({ name: 'http', containerPort: 8080 });
  expect(report(service({ targetPort: 'htpp' }), ports)).toContain('; did you mean "http"?');
});

test('a number that no container has passes where Services lead to all that they have', () => {
  const undeclared = {
    ...service({ targetPort: 9666 }),
    metadata: { name: 'b', namespace: 'demo' },
  };
  const container = listening({ containerPort: 8080 }, { name: 'metrics', containerPort: 9090 });
  expect(report(service(), undeclared, container)).toBe('');
  expect(report(undeclared, container)).toContain('sends port 80 to 9666');
});

test('a Service for metrics means the port for metrics', () => {
  const container = listening({ containerPort: 8080 }, { name: 'metrics', containerPort: 9090 });
  const metrics = {
    ...service({ name: 'metrics', targetPort: 9091 }),
    metadata: { name: 'api-metrics', namespace: 'demo' },
  };
  expect(report(service(), metrics, container)).toContain('sends port 80 to 9091');
});

test('a protocol that the container leaves out is not held against a port by number', () => {
  const udp = service({ targetPort: 53, protocol: 'UDP' });
  expect(report(udp, listening({ containerPort: 53 }))).toBe('');
});

test('a pod that runs to its end is not what the Service is for', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'try', namespace: 'demo', labels: { app: 'api' } },
    spec: { restartPolicy: 'Never', containers: [{ name: 'try', image: 'curl:8' }] },
  };
  const http = service({ targetPort: 'http' });
  expect(report(http, listening({ name: 'http', containerPort: 8080 }), pod)).toBe('');
  expect(report(http, pod)).toContain('no container of Pod "demo/try" listens there');
});
