import type { Job } from 'cdk8s-plus-28';
import { ProgramError } from '../report/program-error';
import { amend, section } from './amend';

export interface IndexedProps {
  /** How many parts the work has; each is one pod, with its index in `JOB_COMPLETION_INDEX`, from 0. */
  readonly completions: number;
  /** How many of them run at a time. */
  readonly parallelism: number;
  /**
   * How often each part is tried again, however often the others fail.
   * @default - parts have no limit of their own: all share the Job's `backoffLimit`
   */
  readonly retriesPerIndex?: number;
}

/**
 * Makes a Job do its work in numbered parts, each done once.
 *
 * @throws ProgramError when a number makes no sense.
 * @see https://kubernetes.io/docs/tasks/job/indexed-parallel-processing-static/
 */
export function indexed(job: Job, props: IndexedProps): void {
  const { completions, parallelism, retriesPerIndex } = props;
  wholeNumber(job, 'completions', completions, 1);
  wholeNumber(job, 'parallelism', parallelism, 1);
  if (retriesPerIndex !== undefined) wholeNumber(job, 'retriesPerIndex', retriesPerIndex, 0);
  amend(job, (draft) => {
    Object.assign(section(draft, 'spec'), {
      completionMode: 'Indexed',
      completions,
      parallelism,
      ...(retriesPerIndex !== undefined && { backoffLimitPerIndex: retriesPerIndex }),
    });
  });
}

function wholeNumber(job: Job, field: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new ProgramError(
    'program-runs',
    `${field} of Job "${job.name}" is ${value}; it must be a whole number, ${least} or more`,
    `set ${field} to ${least} or more`,
  );
}
