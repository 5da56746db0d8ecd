import type { Rule } from '../check';
import { isTimeZone, scheduleProblem } from '../graph/cron';
import { describe, show } from '../graph/graph';
import { valueAt } from '../graph/manifest';

/**
 * The schedule of a CronJob is one that Kubernetes reads, and comes round; its time zone is one that it
 * knows.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export const cronScheduleIsValid: Rule = {
  name: 'cron-schedule-is-valid',
  severity: 'error',
  description: 'The schedule and the time zone of a CronJob are ones that Kubernetes reads.',
  *check(graph) {
    for (const object of graph.of('batch/CronJob')) {
      const schedule = valueAt(object.manifest, 'spec.schedule');
      const problem = scheduleProblem(typeof schedule === 'string' ? schedule : '');
      if (problem !== undefined) {
        yield {
          object,
          field: 'spec.schedule',
          message: `${describe(object.manifest)} has spec.schedule ${show(schedule)}: ${problem}`,
          fix: 'write a schedule such as "30 4 * * mon-fri" or "@daily"',
        };
      }
      const zone = valueAt(object.manifest, 'spec.timeZone');
      if (zone === undefined || zone === null) continue;
      if (typeof zone === 'string' && isTimeZone(zone)) continue;
      yield {
        object,
        field: 'spec.timeZone',
        message: `${describe(object.manifest)} has spec.timeZone ${show(zone)}, which is no time zone of the IANA's`,
        fix: 'write one such as "Europe/Madrid" or "Etc/UTC", in that case, or leave it out',
      };
    }
  },
};
