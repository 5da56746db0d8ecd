import { get, kubectl, logs } from '../cluster';
import { inNamespace, type Proof } from '../proof';

interface Job {
  readonly status: {
    readonly succeeded?: number;
    readonly failed?: number;
    readonly completedIndexes?: string;
  };
}

export const jobs: readonly Proof[] = [
  {
    claim: 'a Job does its work once',
    of: inNamespace('taller-job', 'Job once'),
    prove: async () => {
      // Anew: a drained node takes the pod of a Job that is done with it, and its log.
      await kubectl.text(['-n', 'taller-job', 'delete', 'job', 'once']);
      await kubectl.text(['apply', '-f', 'dist/job.k8s.yaml']);
      const done = ['wait', '--for=condition=Complete', 'job/once', '--timeout=60s'];
      await kubectl.text(['-n', 'taller-job', ...done]);
      expect((await get<Job>('Job taller-job/once')).status).toMatchObject({ succeeded: 1 });
      expect(await logs('taller-job', 'job/once')).toBe('working\ndone\n');
    },
  },
  {
    claim: 'an indexed Job does every part, and the part that failed once again',
    of: inNamespace('taller-job', 'Job parts'),
    prove: async () => {
      const { status } = await get<Job>('Job taller-job/parts');
      expect(status).toMatchObject({ succeeded: 5, failed: 1, completedIndexes: '0-4' });
    },
  },
  {
    claim: 'a CronJob, when it is triggered, extracts, transforms and loads',
    of: inNamespace('taller-cron-job', 'CronJob etl'),
    prove: async () => {
      const etl = (...args: readonly string[]) => kubectl.text(['-n', 'taller-cron-job', ...args]);
      const { spec } = await get<{ spec: object }>('CronJob taller-cron-job/etl');
      expect(spec).toMatchObject({ schedule: '0 3 * * *', timeZone: 'Europe/Madrid' });
      await etl('create', 'job', 'by-hand', '--from=cronjob/etl');
      try {
        await etl('wait', '--for=condition=Complete', 'job/by-hand', '--timeout=60s');
        expect(await logs('taller-cron-job', 'job/by-hand', '-c', 'load')).toBe(
          'loading:\nnorth 8\nsouth 4\n',
        );
      } finally {
        await etl('delete', 'job', 'by-hand');
      }
    },
  },
];
