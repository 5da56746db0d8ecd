import { Chart, Duration } from 'cdk8s';
import { ContainerRestartPolicy, Pod, Volume } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import type { Environment } from '../../environments';

/**
 * The smallest thing that Kubernetes runs: containers that share one network address and, where they
 * ask for it, files.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/
 */
export class PodLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-pod';
    super(
      scope,
      'pod',
      application({ namespace, name: 'pod', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    // One container, as small as a Pod gets. The image was made to run as root: here it runs as its
    // user nginx (101), may bind port 80 all the same, and writes only where a volume lets it.
    new Pod(this, 'nginx', {
      metadata: { name: 'nginx' },
      securityContext: {
        user: 101,
        sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }],
      },
      containers: [
        restricted({
          name: 'nginx',
          image: images.nginx,
          portNumber: 80,
          resources: small,
          volumeMounts: [
            { path: '/var/cache/nginx', volume: Volume.fromEmptyDir(this, 'cache', 'cache') },
            { path: '/var/run', volume: Volume.fromEmptyDir(this, 'run', 'run') },
          ],
        }),
      ],
    });

    // Three containers that share a folder: one prepares it and ends, one keeps changing it beside
    // the main one (a sidecar: an init container that is restarted always), and one serves it.
    const site = { path: '/site', volume: Volume.fromEmptyDir(this, 'site', 'site') };
    new Pod(this, 'helpers', {
      metadata: { name: 'web-with-helpers' },
      // As first process of its container, a shell ignores the signal that asks it to stop.
      terminationGracePeriod: Duration.seconds(1),
      securityContext: { user: 10001 },
      initContainers: [
        restricted({
          name: 'prepare',
          image: images.busybox,
          command: ['sh', '-c', 'echo "prepared by the init container" > /site/index.html'],
          resources: small,
          volumeMounts: [site],
        }),
        restricted({
          name: 'clock',
          image: images.busybox,
          command: ['sh', '-c', 'while true; do date > /site/clock.html; sleep 5; done'],
          restartPolicy: ContainerRestartPolicy.ALWAYS,
          resources: small,
          volumeMounts: [site],
        }),
      ],
      containers: [
        restricted({
          name: 'web',
          image: images.busybox,
          command: ['httpd', '-f', '-p', '8080', '-h', '/site'],
          portNumber: 8080,
          resources: small,
          volumeMounts: [{ ...site, readOnly: true }],
        }),
      ],
    });
  }
}
