import { Chart, Cron, Duration, Size } from 'cdk8s';
import { ConcurrencyPolicy, CronJob, Volume } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { shell } from '../../constructs/shell';
import { small } from '../../constructs/small';
import type { Environment } from '../../environments';

/**
 * A Job at given times: here an ETL that runs every day at 03:00.
 *
 * To see it run now: `kubectl -n taller-cron-job create job --from=cronjob/etl etl-now`.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export class CronJobLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-cron-job';
    super(
      scope,
      'cron-job',
      application({ namespace, name: 'cron-job', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const work = {
      path: '/work',
      volume: Volume.fromEmptyDir(this, 'work', 'work', { sizeLimit: Size.mebibytes(16) }),
    };
    const step = (name: string, script: string) =>
      restricted({
        name,
        image: images.busybox,
        command: shell(script),
        resources: small,
        volumeMounts: [work],
      });

    new CronJob(this, 'etl', {
      metadata: { name: 'etl' },
      schedule: Cron.schedule({ minute: '0', hour: '3' }),
      // Without a zone it is the clock of the control plane, which is mostly UTC. Where clocks change,
      // an hour from 2 to 3 is missing on one day and comes twice on another; 03:00 comes every day.
      timeZone: 'Europe/Madrid',
      // A run that could not start in time, as when the control plane was down, may start this much
      // later. cdk8s-plus's ten seconds would drop it.
      startingDeadline: Duration.hours(1),
      // When the run of yesterday still goes on, today's is left out: two at once would load twice.
      concurrencyPolicy: ConcurrencyPolicy.FORBID,
      // A run that hangs must end, or Forbid keeps out all that follow.
      activeDeadline: Duration.hours(2),
      backoffLimit: 2,
      // Finished runs are kept for their logs, the older ones deleted.
      successfulJobsRetained: 3,
      failedJobsRetained: 3,
      securityContext: { user: 10001 },
      // Init containers run one after the other, each when the one before has succeeded.
      initContainers: [
        step('extract', 'printf "north 3\\nsouth 4\\nnorth 5\\n" > /work/sales.txt'),
        step(
          'transform',
          "awk '{s[$1]+=$2} END {for (r in s) print r, s[r]}' /work/sales.txt | sort > /work/totals.txt",
        ),
      ],
      containers: [step('load', 'echo "loading:"; cat /work/totals.txt')],
    });
  }
}
