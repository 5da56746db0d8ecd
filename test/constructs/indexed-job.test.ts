import { App, Chart } from 'cdk8s';
import { Job } from 'cdk8s-plus-28';
import { indexed, type IndexedProps } from '../../lib/constructs/indexed-job';
import { ProgramError } from '../../lib/report/program-error';
import { manifestsIn } from '../helpers/manifests';

let chart: Chart;
let job: Job;
beforeEach(() => {
  chart = new Chart(new App(), 'chart');
  job = new Job(chart, 'job', { metadata: { name: 'parts' }, containers: [{ image: 'nginx' }] });
});

/** The spec of the Job in numbered parts. */
function specWith(props: IndexedProps): unknown {
  indexed(job, props);
  return (manifestsIn(chart)[0] as { spec: unknown }).spec;
}

test('a Job has numbered parts, some at a time', () => {
  const spec = specWith({ completions: 5, parallelism: 2 });
  expect(spec).toMatchObject({ completionMode: 'Indexed', completions: 5, parallelism: 2 });
  expect(spec).not.toHaveProperty('backoffLimitPerIndex');
});

test('parts may have retries of their own, or none', () => {
  expect(specWith({ completions: 5, parallelism: 2, retriesPerIndex: 0 })).toMatchObject({
    backoffLimitPerIndex: 0,
  });
});

test.each([
  [{ completions: 0, parallelism: 1 }, 'completions', 0, 1],
  [{ completions: 5, parallelism: 0 }, 'parallelism', 0, 1],
  [{ completions: 5, parallelism: 1.5 }, 'parallelism', 1.5, 1],
  [{ completions: 5, parallelism: 1, retriesPerIndex: -1 }, 'retriesPerIndex', -1, 0],
])('%j is refused', (props, field, value, least) => {
  expect(() => {
    indexed(job, props);
  }).toThrow(
    new ProgramError(
      'program-runs',
      `${field} of Job "parts" is ${value}; it must be a whole number, ${least} or more`,
      `set ${field} to ${least} or more`,
    ),
  );
});
