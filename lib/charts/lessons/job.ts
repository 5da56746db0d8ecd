import { Chart, Duration } from 'cdk8s';
import { EnvFieldPaths, EnvValue, Job } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { indexed } from '../../constructs/indexed-job';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { shell } from '../../constructs/shell';
import { small } from '../../constructs/small';
import type { Environment } from '../../environments';

/** Does one of five parts. The third fails when it is tried for the first time. */
const program = `
  echo "part $JOB_COMPLETION_INDEX, failed $FAILURES times so far"
  sleep 3
  [ "$JOB_COMPLETION_INDEX/$FAILURES" != "2/0" ]
`;

/**
 * Work that ends: pods that run until they succeed, and are tried again when they do not.
 *
 * The pod template of a Job cannot change: to run it once more, or otherwise, delete it and apply.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/
 */
export class JobLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-job';
    super(
      scope,
      'job',
      application({ namespace, name: 'job', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    // A task that runs once. "Once" may be twice, as when its node dies just before the end: what it
    // does must bear to be done again.
    new Job(this, 'once', {
      metadata: { name: 'once' },
      // Tried anew twice, each time in a new pod and after a longer wait; then the Job has failed.
      backoffLimit: 2,
      // The whole Job, waits included, may take this long: a task that hangs fails too.
      activeDeadline: Duration.minutes(5),
      // Finished Jobs and their logs stay until somebody deletes them. This one cleans up after itself.
      ttlAfterFinished: Duration.hours(1),
      securityContext: { user: 10001 },
      containers: [
        restricted({
          name: 'task',
          image: images.busybox,
          command: shell('echo "working"; sleep 2; echo "done"'),
          resources: small,
        }),
      ],
    });

    // Five parts, two at a time. Each pod learns from its index which part is its own.
    const parts = new Job(this, 'parts', {
      metadata: { name: 'parts' },
      activeDeadline: Duration.minutes(5),
      ttlAfterFinished: Duration.hours(1),
      securityContext: { user: 10001 },
      containers: [
        restricted({
          name: 'part',
          image: images.busybox,
          command: shell(program),
          envVariables: {
            FAILURES: EnvValue.fromFieldRef(EnvFieldPaths.POD_ANNOTATION, {
              key: 'batch.kubernetes.io/job-index-failure-count',
            }),
          },
          resources: small,
        }),
      ],
    });
    indexed(parts, { completions: 5, parallelism: 2, retriesPerIndex: 1 });
  }
}
