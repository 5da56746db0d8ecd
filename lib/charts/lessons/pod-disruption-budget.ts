import { Chart, Duration } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { amend } from '../../constructs/amend';
import { application } from '../../constructs/application';
import { PodDisruptionBudget } from '../../constructs/pod-disruption-budget';
import { spreadOverNodes } from '../../constructs/pod-edits';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import { WebDeployment } from '../../constructs/web-deployment';
import type { Environment } from '../../environments';

/**
 * What keeps an application up while nodes come and go. Spread: one node that fails takes few of its
 * pods along. Budget: who drains nodes on purpose (`kubectl drain`, an upgrade, the autoscaler) asks
 * first, and is told to wait while too few pods are ready. Nothing can refuse a node that just dies.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export class PodDisruptionBudgetLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-pod-disruption-budget';
    super(
      scope,
      'pod-disruption-budget',
      application({
        namespace,
        name: 'pod-disruption-budget',
        component: 'lesson',
        partOf: 'taller',
      }),
    );
    new SecuredNamespace(this, namespace);

    // Both come with a WebDeployment of more than one pod: its pods on as many nodes as there are, and
    // a budget that lets a drain take one away at a time (maxUnavailable: 1).
    new WebDeployment(this, 'web', {
      replicas: 3,
      container: {
        name: 'app',
        image: images.httpEcho,
        args: ['-text=still here', '-listen=:8080'],
        port: 8080,
        liveness: { path: '/' },
        readiness: { path: '/' },
        resources: small,
      },
    });

    // The same by hand. A share of the pods keeps its meaning when somebody scales: half of four is
    // two; of three it is two as well, since Kubernetes rounds up. Of one it is one: no drain ever ends.
    const workers = new Deployment(this, 'workers', {
      metadata: { name: 'workers' },
      replicas: 4,
      // As first process of its container, sleep ignores the signal that asks it to stop.
      terminationGracePeriod: Duration.seconds(1),
      securityContext: { user: 10001 },
      containers: [
        restricted({
          name: 'worker',
          image: images.busybox,
          command: ['sleep', '1000000'],
          resources: small,
        }),
      ],
    });
    amend(workers, spreadOverNodes(workers.matchLabels));
    new PodDisruptionBudget(this, 'workers-budget', {
      metadata: { name: 'workers' },
      selector: workers.matchLabels,
      minAvailable: '50%',
    });
  }
}
