import { Chart, Duration, Size } from 'cdk8s';
import { Deployment, Probe, Service, Volume } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { PodDisruptionBudget } from '../../constructs/pod-disruption-budget';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { shell } from '../../constructs/shell';
import { small } from '../../constructs/small';
import type { Environment } from '../../environments';

/**
 * Needs ten seconds before it listens. /state/ready says that it wants requests, /state/www/healthz
 * that it is well: remove one or the other and see what follows. The volume outlives a restart of the
 * container, so old marks are wiped first.
 */
const program = `
  rm -rf /state/*
  mkdir /state/www
  sleep 10
  echo "$HOSTNAME" > /state/www/index.html
  touch /state/ready /state/www/healthz
  exec httpd -f -p 8080 -h /state/www
`;

/**
 * Three questions that the kubelet keeps asking a container. Startup: are you up yet? The other two
 * wait for that. Readiness: do you want requests? If not, Services pass it by until it does. Liveness:
 * are you beyond help? Then it is restarted.
 *
 * - `kubectl -n taller-probe exec POD -- rm /state/ready`: out of the Service, not restarted.
 * - `kubectl -n taller-probe exec POD -- rm /state/www/healthz`: restarted, and well again.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export class ProbeLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-probe';
    super(
      scope,
      'probe',
      application({ namespace, name: 'probe', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const patient = new Deployment(this, 'patient', {
      metadata: { name: 'patient' },
      replicas: 2,
      // As first process of its container, httpd ignores the signal that asks it to stop.
      terminationGracePeriod: Duration.seconds(1),
      securityContext: { user: 10001 },
      containers: [
        restricted({
          name: 'web',
          image: images.busybox,
          command: shell(program),
          portNumber: 8080,
          // Up to a minute for a slow start. Without this probe liveness would have to be as patient,
          // and notice as late that the container hangs. TCP: something listens at the port.
          startup: Probe.fromTcpSocket({
            port: 8080,
            periodSeconds: Duration.seconds(2),
            failureThreshold: 30,
          }),
          // A command: its exit code 0 means yes. It costs a process each time.
          readiness: Probe.fromCommand(['test', '-f', '/state/ready'], {
            periodSeconds: Duration.seconds(2),
            failureThreshold: 1,
          }),
          // HTTP: a status from 200 to 399 means yes. Ask only about the container itself: were it about
          // the database, an outage there would restart every pod, and help nobody.
          liveness: Probe.fromHttpGet('/healthz', {
            port: 8080,
            periodSeconds: Duration.seconds(5),
            timeoutSeconds: Duration.seconds(2),
            failureThreshold: 3,
          }),
          resources: small,
          volumeMounts: [
            {
              path: '/state',
              volume: Volume.fromEmptyDir(this, 'state', 'state', { sizeLimit: Size.mebibytes(1) }),
            },
          ],
        }),
      ],
    });

    // A node drain may take one of them away at a time.
    new PodDisruptionBudget(this, 'patient-budget', {
      metadata: { name: 'patient' },
      selector: patient.matchLabels,
    });

    new Service(this, 'service', {
      metadata: { name: 'patient' },
      selector: patient,
      ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    });
  }
}
