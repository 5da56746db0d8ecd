import { Chart, Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { ServiceMonitor } from '../../constructs/service-monitor';
import { small } from '../../constructs/small';
import { WebDeployment } from '../../constructs/web-deployment';
import type { Capability, Environment } from '../../environments';

/**
 * Where the Prometheus Operator runs, what is measured is declared like everything else: a
 * ServiceMonitor names a Service, and the pods behind it are asked for their metrics.
 *
 * @see https://prometheus-operator.dev/docs/developer/getting-started/
 */
export class ServiceMonitorLesson extends Chart {
  static readonly requires = ['prometheus-operator'] as const satisfies readonly Capability[];

  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-service-monitor';
    super(
      scope,
      'service-monitor',
      application({ namespace, name: 'monitored', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const app = new WebDeployment(this, 'monitored', {
      replicas: 2,
      container: {
        name: 'app',
        image: images.httpEcho,
        // It answers every path with this line, which is a metric in the text format of Prometheus.
        args: ['-text=taller_up{lesson="service-monitor"} 1', '-listen=:8080'],
        port: 8080,
        resources: small,
        liveness: { path: '/' },
        readiness: { path: '/' },
      },
    });
    const service = app.expose('monitored', { port: 80 });

    // Prometheus objects choose their monitors by label; `release` is what the usual Helm chart asks for.
    new ServiceMonitor(this, 'monitor', {
      metadata: { name: 'monitored', labels: { release: 'prometheus' } },
      service,
      port: 'http',
      interval: Duration.seconds(30),
    });
  }
}
