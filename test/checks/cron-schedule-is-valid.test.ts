import { cronScheduleIsValid } from '../../lib/checks/cron-schedule-is-valid';
import { reporter } from '../helpers/graph';

const report = reporter(cronScheduleIsValid);

const cron = (spec: object) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'report', namespace: 'demo' },
  spec,
});

test('a schedule that Kubernetes does not read is refused', () => {
  expect(report(cron({ schedule: '0 25 * * *' }))).toBe(`program.ts:1:1  cron-schedule-is-valid
  CronJob "demo/report" has spec.schedule "0 25 * * *": "25" is no hour: 0 to 23, a range such as 0-23 or "*", and a step such as */2
  Fix: write a schedule such as "30 4 * * mon-fri" or "@daily"
  More: docs/checks/cron-schedule-is-valid.md`);
});

test('so is one that never comes round', () => {
  expect(report(cron({ schedule: '0 0 31 2 *' }))).toContain(
    'there is no such day, so it never runs',
  );
});

test('so is none, or one that is no text', () => {
  expect(report(cron({}))).toContain('spec.schedule unset: it has 0 fields');
  expect(report(cron({ schedule: 5 }))).toContain('spec.schedule 5: it has 0 fields');
});

test('a time zone is one of the IANA’s, by its own name', () => {
  const schedule = '@daily';
  expect(report(cron({ schedule, timeZone: 'europe/madrid' }))).toContain(
    'has spec.timeZone "europe/madrid", which is no time zone',
  );
  expect(report(cron({ schedule, timeZone: '' }))).toContain('has spec.timeZone ""');
  expect(report(cron({ schedule, timeZone: 1 }))).toContain('has spec.timeZone 1');
  expect(report(cron({ schedule, timeZone: 'Europe/Madrid' }))).toBe('');
  expect(report(cron({ schedule }))).toBe('');
});

test('only a CronJob of Kubernetes has such a schedule', () => {
  const other = { ...cron({ schedule: 'H 2 * * *' }), apiVersion: 'example.com/v1' };
  expect(report(other)).toBe('');
});
