import { servedPodHasReadinessProbe } from '../../lib/checks/served-pod-has-readiness-probe';
import { deployment, reporter, service } from '../helpers/graph';

const report = reporter(servedPodHasReadinessProbe);

const ports = [{ name: 'http', containerPort: 8080 }];
const readinessProbe = { httpGet: { port: 'http' } };
const pod = (spec: object) =>
  deployment({ spec: { template: { metadata: { labels: { app: 'api' } }, spec } } });

test('a pod behind a Service that does not say when it is ready is named', () => {
  expect(report(service(), deployment({ container: { ports } })))
    .toBe(`program.ts:2:1  served-pod-has-readiness-probe (warning)
  Deployment "demo/api" gets the traffic of Service "demo/api" as soon as its containers have started: none that is served has a readinessProbe
  Fix: give the container a readinessProbe, so that only pods which can answer are asked
  More: docs/checks/served-pod-has-readiness-probe.md`);
});

test('one that says so passes, whether or not it says where it listens', () => {
  expect(report(service(), deployment({ container: { ports, readinessProbe } }))).toBe('');
  expect(report(service(), deployment({ container: { readinessProbe } }))).toBe('');
  expect(report(service(), deployment())).not.toBe('');
});

test('the probe of a container that is not served does not count', () => {
  const containers = [
    { name: 'app', ports },
    { name: 'agent', ports: [{ containerPort: 9090 }], readinessProbe },
  ];
  expect(report(service(), pod({ containers }))).toContain('Deployment "demo/api"');
  expect(report(service({ targetPort: 9090 }), pod({ containers }))).toBe('');
});

test('a pod behind several Services is named once', () => {
  const text = report(service(), service({ port: 81 }), deployment({ container: { ports } }));
  expect(text.match(/gets the traffic/g)).toHaveLength(1);
});

test('a Service of metrics, one that does not wait for its pods, and one that selects none pass', () => {
  const deaf = deployment({ container: { ports } });
  const eager = service();
  const spec = { ...(eager.spec as object), publishNotReadyAddresses: true };
  expect(report(service({ name: 'metrics' }), deaf)).toBe('');
  expect(report({ ...eager, spec }, deaf)).toBe('');
  expect(report(service({}, {}), deaf)).toBe('');
  expect(report(service({}, { app: 'other' }), deaf)).toBe('');
});

test('a task, a pod with gates of its own, and one without the named port pass', () => {
  const task = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'task', namespace: 'demo', labels: { app: 'api' } },
    spec: { restartPolicy: 'Never', containers: [{ name: 'app', ports }] },
  };
  expect(report(service(), task)).toBe('');
  expect(report(service(), { ...task, spec: { ...task.spec, restartPolicy: undefined } })).not.toBe(
    '',
  );
  expect(
    report(service(), { ...pod({ containers: [{ ports }] }), apiVersion: 'batch/v1', kind: 'Job' }),
  ).toBe('');
  expect(
    report(service(), pod({ readinessGates: [{ conditionType: 'a' }], containers: [{}] })),
  ).toBe('');
  expect(report(service({ targetPort: 'web' }), deployment({ container: { ports } }))).toBe('');
});
