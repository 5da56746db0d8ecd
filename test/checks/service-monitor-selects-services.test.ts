import { serviceMonitorSelectsServices } from '../../lib/checks/service-monitor-selects-services';
import { deployment, reporter, service } from '../helpers/graph';

const report = reporter(serviceMonitorSelectsServices);

const monitor = (spec: object, kind = 'ServiceMonitor', namespace = 'demo') => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind,
  metadata: { name: 'api', namespace },
  spec: { selector: { matchLabels: { app: 'api' } }, ...spec },
});
const labelled = (port: object = { name: 'http' }) => ({
  ...service(port),
  metadata: { name: 'api', namespace: 'demo', labels: { app: 'api' } },
});
const pods = deployment({ container: { ports: [{ name: 'web', containerPort: 8080 }] } });

test('a ServiceMonitor that selects no Service is refused: the labels of the pods are not meant', () => {
  expect(report(pods, service(), monitor({})))
    .toBe(`program.ts:3:1  service-monitor-selects-services
  ServiceMonitor "demo/api" selects Services by app=api in namespace "demo", and none has that: Service "demo/api" has none
  Fix: select labels that the Services themselves have, and their namespace with \`namespaceSelector\`
  More: docs/checks/service-monitor-selects-services.md`);
});

test('a port that the Services do not have is refused', () => {
  const wrong = monitor({ endpoints: [{ port: 'htpp' }] });
  expect(report(pods, labelled(), wrong)).toContain(
    'asks port "htpp" in spec.endpoints[0].port, and the Services that it selects have "http"; did you mean "http"?',
  );
  expect(report(pods, labelled(), monitor({ endpoints: [{ targetPort: 'http' }] }))).toContain(
    'asks port "http" in spec.endpoints[0].targetPort, and the containers have "web"',
  );
});

test('Services with that port pass, in the namespaces that it names', () => {
  expect(report(pods, labelled(), monitor({ endpoints: [{ port: 'http' }] }))).toBe('');
  expect(report(pods, labelled(), monitor({ endpoints: [{ targetPort: 'web' }] }))).toBe('');
  const ours = { ...deployment(), metadata: { name: 'api', namespace: 'monitoring' } };
  const there = { namespaceSelector: { matchNames: ['demo'] } };
  expect(report(ours, pods, labelled(), monitor(there, 'ServiceMonitor', 'monitoring'))).toBe('');
  expect(report(ours, pods, labelled(), monitor({}, 'ServiceMonitor', 'monitoring'))).toContain(
    'in namespace "monitoring", and none has that: there are none',
  );
});

test('namespaces of others are not judged', () => {
  const kubelet = { namespaceSelector: { matchNames: ['kube-system'] } };
  expect(report(pods, monitor(kubelet))).toBe('');
  expect(report(pods, monitor({ namespaceSelector: { any: true } }))).toBe('');
  expect(report(monitor({}))).toBe('');
});

test('a PodMonitor selects pods and their ports', () => {
  const of = (spec: object) => report(pods, monitor(spec, 'PodMonitor'));
  expect(of({ podMetricsEndpoints: [{ port: 'web' }] })).toBe('');
  expect(of({ podMetricsEndpoints: [{ port: 'wbe' }] })).toContain('the containers have "web"');
  expect(of({ selector: { matchLabels: { app: 'apy' } } })).toContain(
    'selects pods by app=apy in namespace "demo"',
  );
});
