import { Chart, Duration, Size } from 'cdk8s';
import { Probe, Service, StatefulSet } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { claimPerPod } from '../../constructs/claim-per-pod';
import { PodDisruptionBudget } from '../../constructs/pod-disruption-budget';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { shell } from '../../constructs/shell';
import { small } from '../../constructs/small';
import type { Environment } from '../../environments';

/** Writes one line more into the pod's own volume at every start, and serves the file. */
const program = `
  echo "$HOSTNAME started at $(date)" >> /data/index.html
  exec httpd -f -p 8080 -h /data
`;

/**
 * Pods that are not interchangeable: each has a number, a DNS name and a volume that stay its own
 * when it is replaced. They start in order, web-0 first, each when the one before is ready, and are
 * updated and removed from the last to the first.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
export class StatefulSetLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-stateful-set';
    super(
      scope,
      'stateful-set',
      application({ namespace, name: 'stateful-set', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    // A headless Service has no address of its own: in DNS, `web` is the addresses of all pods that are
    // ready, and web-0.web, web-1.web … are one pod each, under the same name wherever it runs.
    const service = new Service(this, 'headless', {
      metadata: { name: 'web' },
      clusterIP: 'None',
      ports: [{ name: 'http', port: 8080 }],
    });

    const web = new StatefulSet(this, 'web', {
      metadata: { name: 'web' },
      service,
      replicas: 3,
      // The group owns the volume: a new one belongs to root, and this user could not write to it.
      securityContext: { user: 10001, fsGroup: 10001 },
      // As first process of its container, httpd ignores the signal that asks it to stop.
      terminationGracePeriod: Duration.seconds(1),
    });

    // No class is named: the cluster's default one makes the volumes. The claims data-web-0, data-web-1
    // and data-web-2 stay when pods go, when the set shrinks, and even when the set is deleted.
    const data = claimPerPod(web, 'data', { storage: Size.gibibytes(1) });

    web.addContainer(
      restricted({
        name: 'web',
        image: images.busybox,
        command: shell(program),
        portNumber: 8080,
        // The next pod starts when this one is ready, so readiness sets the pace of the order.
        readiness: Probe.fromHttpGet('/', { port: 8080, periodSeconds: Duration.seconds(2) }),
        resources: small,
        volumeMounts: [{ path: '/data', volume: data }],
      }),
    );

    // A node drain may take one of them away at a time.
    new PodDisruptionBudget(this, 'web-budget', {
      metadata: { name: 'web' },
      selector: web.matchLabels,
    });
  }
}
