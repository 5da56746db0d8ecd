import { Chart, Cron, Duration } from 'cdk8s';
import {
  ConcurrencyPolicy,
  CronJob,
  HorizontalPodAutoscaler,
  Metric,
  MetricTarget,
  Replicas,
  RestartPolicy,
} from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import { WebDeployment } from '../../constructs/web-deployment';
import type { Environment } from '../../environments';

/**
 * More pods while they are busy, fewer when they are not: above 70 % of the CPU that they asked for,
 * pods are added. The measurements come from metrics-server; where there is none, the number of pods
 * stays at the minimum.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export class HorizontalPodAutoscalerLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-horizontal-pod-autoscaler';
    super(
      scope,
      'horizontal-pod-autoscaler',
      application({ namespace, name: 'autoscaled', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    // No `replicas`: a number here would undo the autoscaler's choice with every `kubectl apply`.
    const app = new WebDeployment(this, 'autoscaled', {
      container: {
        name: 'app',
        image: images.httpEcho,
        args: ['-text=Hola', '-listen=:8080'],
        port: 8080,
        // The 70 % are of the request, so without a request there is nothing to measure.
        resources: small,
        liveness: { path: '/' },
        readiness: { path: '/' },
      },
    });
    const service = app.expose('autoscaled', { port: 80 });

    const metrics = [Metric.resourceCpu(MetricTarget.averageUtilization(70))];
    new HorizontalPodAutoscaler(this, 'autoscaler', {
      metadata: { name: 'autoscaled' },
      target: app.deployment,
      minReplicas: 2,
      maxReplicas: 6,
      metrics,
      // Up at once, by as many pods as there are; down only after five quiet minutes, one by one.
      scaleUp: {
        policies: [{ replicas: Replicas.percent(100), duration: Duration.seconds(15) }],
      },
      scaleDown: {
        stabilizationWindow: Duration.minutes(5),
        policies: [{ replicas: Replicas.absolute(1), duration: Duration.minutes(1) }],
      },
    });

    // Load when it is asked for: the CronJob is suspended and serves as a template, as in
    // kubectl -n taller-horizontal-pod-autoscaler create job load --from=cronjob/load
    new CronJob(this, 'load', {
      metadata: { name: 'load' },
      suspend: true,
      schedule: Cron.annually(),
      concurrencyPolicy: ConcurrencyPolicy.FORBID,
      activeDeadline: Duration.minutes(5),
      restartPolicy: RestartPolicy.NEVER,
      terminationGracePeriod: Duration.seconds(1),
      securityContext: { user: 10001 },
      containers: [
        restricted({
          name: 'load',
          image: images.busybox,
          command: [
            'sh',
            '-c',
            `while true; do wget -q -O- http://${service.name} > /dev/null; done`,
          ],
          resources: small,
        }),
      ],
    });
  }
}
