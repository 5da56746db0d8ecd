import { Chart, Duration } from 'cdk8s';
import { Deployment, EnvValue, Volume } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { amend, section } from '../../constructs/amend';
import { application } from '../../constructs/application';
import { PodDisruptionBudget } from '../../constructs/pod-disruption-budget';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { small } from '../../constructs/small';
import type { Environment } from '../../environments';

/** Whether changes to the pods wait: set it, apply as many as you like, and unset it for one rollout. */
const paused = false;

/**
 * Describes the pods that there shall be, and replaces the old ones step by step when that changes. Each
 * version is a ReplicaSet; the last ones stay, empty, for `kubectl rollout undo`.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
 */
export class DeploymentLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-deployment';
    super(
      scope,
      'deployment',
      application({ namespace, name: 'deployment', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const backend = new Deployment(this, 'backend', {
      metadata: {
        name: 'backend',
        annotations: {
          'checks.orquesta/image-is-pinned': 'the workshop names this image without a version',
        },
      },
      replicas: 3,
      // The workshop does not say at which port this image answers, if at all. Probes that guess would
      // kill healthy pods, so there are none; instead a pod counts only when it has run for 5 s.
      minReady: Duration.seconds(5),
      // A rollout without progress for this long is reported as failed. It stops there, with the old
      // pods still serving; going back is up to you.
      progressDeadline: Duration.minutes(2),
      securityContext: { user: 10001 },
      containers: [
        restricted({
          name: 'miapp-backend',
          image: images.backend,
          // Text, like every environment variable: in YAML a bare true is refused.
          envVariables: { DEBUG: EnvValue.fromValue('true') },
          resources: small,
          volumeMounts: [{ path: '/tmp', volume: Volume.fromEmptyDir(this, 'tmp', 'tmp') }],
        }),
      ],
    });
    amend(backend, (draft) => {
      // How many old versions there are to go back to.
      section(draft, 'spec').revisionHistoryLimit = 5;
      // Said even when false: apply then also ends a pause that somebody made with kubectl.
      section(draft, 'spec').paused = paused;
    });

    // A node drain may take one of them away at a time.
    new PodDisruptionBudget(this, 'backend-budget', {
      metadata: { name: 'backend' },
      selector: backend.matchLabels,
    });
  }
}
