/** One field of a schedule, as in `30 0-6 1,15 jan-mar mon`. */
interface Place {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names of the values, the first of which stands for `min`. */
  readonly names?: readonly string[];
}

const places: readonly Place[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  {
    name: 'month',
    min: 1,
    max: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  {
    name: 'day of week',
    min: 0,
    max: 6,
    names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
  },
];

const descriptors = new Set(
  ['yearly', 'annually', 'monthly', 'weekly', 'daily', 'midnight', 'hourly'].map(
    (each) => `@${each}`,
  ),
);

/** Values of a field; `star` where it says that it means every one. */
interface Values {
  readonly values: ReadonlySet<number>;
  readonly star: boolean;
}

/** What Go takes for space between fields. */
const space = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/**
 * What is wrong with a schedule of a CronJob; undefined when the API server takes it and it has a next time.
 * Day 7 for Sunday, seconds and years, as other crons have them, are not in it.
 *
 * @see https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format
 */
export function scheduleProblem(schedule: string): string | undefined {
  if (schedule.includes('TZ')) return 'a time zone belongs into spec.timeZone';
  if (schedule.startsWith('@')) return descriptorProblem(schedule);
  const fields = schedule.split(space).filter((field) => field !== '');
  if (fields.length !== places.length)
    return `it has ${fields.length} fields, and five are needed: ${places.map(({ name }) => name).join(', ')}`;
  const read = places.map((place, index) => valuesOf(fields[index] ?? '', place));
  const wrong = read.find((each) => typeof each === 'string');
  if (wrong !== undefined) return wrong;
  return fires(read as readonly Values[]) ? undefined : 'there is no such day, so it never runs';
}

function valuesOf(field: string, place: Place): Values | string {
  const values = new Set<number>();
  let star = false;
  for (const part of field.split(',')) {
    if (part === '') continue;
    const range = rangeOf(part, place);
    if (!range) {
      const { name, min, max, names } = place;
      const also = names ? `, or ${names[0] ?? ''} to ${names.at(-1) ?? ''}` : '';
      return `"${part}" is no ${name}: ${min} to ${max}${also}, a range such as ${min}-${max} or "*", and a step such as */2`;
    }
    for (let value = range.start; value <= range.end; value += range.step) values.add(value);
    star ||= range.star;
  }
  return { values, star };
}

function rangeOf(part: string, { min, max, names }: Place) {
  const [range = '', stepText, ...tooMany] = part.split('/');
  const [low = '', high, ...more] = range.split('-');
  const isStar = low === '*' || low === '?';
  const numberOf = (text: string) => {
    const index = names?.indexOf(text.toLowerCase()) ?? -1;
    return index < 0 ? integer(text) : min + index;
  };
  // As the original has it: what follows a star and a hyphen is never read.
  const start = isStar ? min : numberOf(low);
  const last = high === undefined ? start : numberOf(high);
  // A single value with a step starts there and goes on to the end.
  const end = isStar || (stepText !== undefined && high === undefined) ? max : last;
  const step = stepText === undefined ? 1 : integer(stepText);
  if (start === undefined || end === undefined || step === undefined || step < 1) return undefined;
  if (tooMany.length > 0 || (!isStar && more.length > 0)) return undefined;
  if (start < min || end > max || start > end) return undefined;
  return { start, end, step, star: isStar && step === 1 };
}

function integer(text: string): number | undefined {
  return /^\+?\d+$/.test(text) && Number(text) < 2 ** 63 ? Number(text) : undefined;
}

/** With both days restricted one of them is enough; else both must hold. */
function fires(read: readonly Values[]): boolean {
  const [minutes, hours, days, months, weekdays] = read;
  if (!minutes || !hours || !days || !months || !weekdays) return false;
  if ([minutes, hours, months].some(({ values }) => values.size === 0)) return false;
  const longest = Math.max(
    ...[...months.values].map((month) =>
      month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31,
    ),
  );
  const hasDay = [...days.values].some((day) => day <= longest);
  const hasWeekday = weekdays.values.size > 0;
  return days.star || weekdays.star ? hasDay && hasWeekday : hasDay || hasWeekday;
}

const units: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

function descriptorProblem(text: string): string | undefined {
  if (descriptors.has(text)) return undefined;
  const every = /^@every (.*)$/s.exec(text)?.[1];
  if (every === undefined)
    return `there is none of that name: ${[...descriptors].join(', ')}, @every 1h30m`;
  const amounts = /^[+-]?((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+|0)$/.exec(every)?.[1];
  const sum = [...(amounts ?? '').matchAll(/([\d.]+)([^\d.]+)/g)].reduce(
    (total, [, amount, unit = '']) => total + Number(amount) * (units[unit] ?? 0),
    0,
  );
  return amounts === undefined || sum >= 2 ** 63
    ? `"${every}" is no duration such as 1h30m`
    : undefined;
}

/**
 * Whether the API server knows this time zone: a name of the IANA's, in its own case.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones
 */
export function isTimeZone(zone: string): boolean {
  if (!zone.split('/').every((part) => /^[A-Za-z_.][A-Za-z_.0-9+-]{0,13}$/.test(part)))
    return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions();
    // Node takes any case, and gives back the name that another one stands for.
    return timeZone.toLowerCase() === zone.toLowerCase() ? timeZone === zone : /^[A-Z]/.test(zone);
  } catch {
    return false;
  }
}
