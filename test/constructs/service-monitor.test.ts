import { App, Chart, Duration } from 'cdk8s';
import { Service } from 'cdk8s-plus-28';
import { ServiceMonitor, type ServiceMonitorProps } from '../../lib/constructs/service-monitor';
import { ProgramError } from '../../lib/report/program-error';
import { manifestsIn } from '../helpers/manifests';

let chart: Chart;
beforeEach(() => {
  chart = new Chart(new App(), 'chart');
});

function monitor(props: Partial<ServiceMonitorProps> = {}, labels: Record<string, string> = {}) {
  const service = new Service(chart, 'web', {
    metadata: { name: 'web', labels },
    ports: [{ name: 'http', port: 80 }],
  });
  new ServiceMonitor(chart, 'monitor', {
    metadata: { name: 'web' },
    service,
    port: 'http',
    ...props,
  });
}

test('it finds the Service by its label', () => {
  monitor({ interval: Duration.minutes(1) }, { app: 'web' });
  expect(manifestsIn(chart)[1]).toMatchObject({
    spec: {
      selector: { matchLabels: { app: 'web' } },
      endpoints: [{ port: 'http', path: '/metrics', interval: '60s' }],
    },
  });
});

test('a port that the Service does not have is refused', () => {
  expect(() => {
    monitor({ port: 'metrics' }, { app: 'web' });
  }).toThrow(
    new ProgramError(
      'program-runs',
      'the ServiceMonitor asks port "metrics" of Service "web", which has no port of that name; it has "http"',
      'name one of the ports of the Service',
    ),
  );
});

test('a Service that it could not find is refused', () => {
  expect(() => {
    monitor();
  }).toThrow(
    new ProgramError(
      'program-runs',
      'Service "web" has no label "app", by which the ServiceMonitor would find it',
      'make the Service with WebDeployment.expose, or give it a label "app"',
    ),
  );
});
