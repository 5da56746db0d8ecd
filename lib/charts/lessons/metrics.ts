import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import { WebDeployment } from '../../constructs/web-deployment';
import type { Environment } from '../../environments';

/**
 * Observability begins in the application: it serves its metrics as text at a path of its own, and
 * annotations tell a Prometheus that looks for them where. Kubernetes itself reads none of the three.
 *
 * @see https://kubernetes.io/docs/concepts/cluster-administration/observability/
 */
export class MetricsLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-metrics';
    super(
      scope,
      'metrics',
      application({ namespace, name: 'measured', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const app = new WebDeployment(this, 'measured', {
      replicas: 2,
      container: {
        name: 'app',
        image: images.httpEcho,
        // It answers every path with this line, which is a metric in the text format of Prometheus.
        args: ['-text=taller_up{lesson="metrics"} 1', '-listen=:8080'],
        port: 8080,
        resources: small,
        liveness: { path: '/' },
        readiness: { path: '/' },
      },
    });
    // On the pods, since each of them is asked. An annotation is a string: 8080 would be refused.
    const { podMetadata } = app.deployment;
    podMetadata.addAnnotation('prometheus.io/scrape', 'true');
    podMetadata.addAnnotation('prometheus.io/path', '/metrics');
    podMetadata.addAnnotation('prometheus.io/port', '8080');

    app.expose('measured', { port: 80 });
  }
}
