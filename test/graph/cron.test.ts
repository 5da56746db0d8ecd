import fc from '../helpers/fast-check';
import { isTimeZone, scheduleProblem } from '../../lib/graph/cron';

/** What these say and do is what `ParseStandard` and `Next` of robfig/cron v3.0.1 did with them. */
test.each([
  '* * * * *',
  '*/15 0-6 1,15 jan-mar MON-fri',
  '  5\t4 * *  sun ',
  '0 0 ? * ?',
  '3/10 * * * *',
  '+3 007 * * *',
  '*-anything * * * *',
  '0 0 29 2 *',
  // Both days are restricted, so one of them is enough: on Mondays of February.
  '0 0 31 2 1',
  // With a step, a star does not count as one.
  '0 0 31 2 */2',
  '1,,2 * * * *',
  '@hourly',
  '@midnight',
  '@every 1h30m',
  '@every -1.5s',
  '@every 0',
])('%j is a schedule', (schedule) => {
  expect(scheduleProblem(schedule)).toBeUndefined();
});

test.each([
  ['', 'it has 0 fields, and five are needed: minute, hour, day of month, month, day of week'],
  ['* * * *', 'it has 4 fields'],
  ['0 * * * * *', 'it has 6 fields'],
  ['60 * * * *', '"60" is no minute: 0 to 59, a range such as 0-59 or "*", and a step'],
  ['* * 0 * *', '"0" is no day of month'],
  ['* * * 13 *', '"13" is no month: 1 to 12, or jan to dec, a range'],
  ['* * * * 7', '"7" is no day of week: 0 to 6, or sun to sat, a range'],
  ['* * * * sunday', '"sunday" is no day of week'],
  ['mon * * * *', '"mon" is no minute'],
  ['5-1 * * * *', '"5-1" is no minute'],
  ['1-2-3 * * * *', '"1-2-3" is no minute'],
  ['*/0 * * * *', '"*/0" is no minute'],
  ['*/2/2 * * * *', '"*/2/2" is no minute'],
  ['*/ * * * *', '"*/" is no minute'],
  ['*/9223372036854775808 * * * *', 'is no minute'],
  ['1e1 * * * *', '"1e1" is no minute'],
  ['L * * * *', '"L" is no minute'],
  ['TZ=UTC 0 0 * * *', 'a time zone belongs into spec.timeZone'],
  ['CRON_TZ=Europe/Madrid @daily', 'a time zone belongs into spec.timeZone'],
  ['@reboot', 'there is none of that name: @yearly, @annually, @monthly, @weekly'],
  ['@Daily', 'there is none of that name'],
  ['@daily ', 'there is none of that name'],
  ['@every', 'there is none of that name'],
  ['@every 1', '"1" is no duration such as 1h30m'],
  ['@every 1d', '"1d" is no duration'],
  ['@every 9999999h', '"9999999h" is no duration'],
  ['0 0 31 2 *', 'there is no such day, so it never runs'],
  ['0 0 31 4,6,9,11 ?', 'there is no such day'],
  [', * * * *', 'so it never runs'],
])('%j is none: %s', (schedule, problem) => {
  expect(scheduleProblem(schedule)).toContain(problem);
});

test('whatever is built of values, ranges, steps and lists within the bounds is a schedule', () => {
  const field = (min: number, max: number) => {
    const value = fc.integer({ min, max });
    const range = fc
      .tuple(value, value)
      .map((pair) => [...pair].sort((a, b) => a - b))
      .map(([low, high]) => `${low}-${high}`);
    const base = fc.oneof(value.map(String), range, fc.constantFrom('*', '?'));
    const step = fc.integer({ min: 1, max: 99 });
    const part = fc.oneof(
      base,
      fc.tuple(base, step).map(([left, right]) => `${left}/${right}`),
    );
    return fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join());
  };
  // Up to the 28th, for every month has such a day.
  const schedule = fc.tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6));
  fc.assert(
    fc.property(schedule, (fields) => {
      expect(scheduleProblem(fields.join(' '))).toBeUndefined();
    }),
  );
});

test('no text is too strange', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...Array.from('*?/-,019 @every.hmsjan')) }),
      (text) => {
        expect(['string', 'undefined']).toContain(typeof scheduleProblem(text));
      },
    ),
  );
});

test.each([
  'UTC',
  'Etc/UTC',
  'Europe/Madrid',
  'America/Argentina/Buenos_Aires',
  'Asia/Calcutta',
  'Etc/GMT+5',
])('%s is a time zone', (zone) => {
  expect(isTimeZone(zone)).toBe(true);
});

test.each([
  '',
  'Local',
  'utc',
  'europe/madrid',
  'asia/calcutta',
  'Madrid',
  '+01:00',
  '+0100',
  '/UTC',
  '../UTC',
])('%j is none', (zone) => {
  expect(isTimeZone(zone)).toBe(false);
});
