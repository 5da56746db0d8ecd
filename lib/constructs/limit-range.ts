import type { ApiObjectMetadata } from 'cdk8s';
import { type ContainerResources, k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ProgramError } from '../report/program-error';
import { type Amounts, amountsOf, quantitiesOf } from './amounts';

export interface LimitRangeProps {
  /** Name and labels of the LimitRange itself. */
  readonly metadata: ApiObjectMetadata;
  /**
   * What a container gets that says nothing. One that says only its limit requests that limit too.
   * @default - containers are left as they are
   */
  readonly defaults?: ContainerResources;
  /**
   * The least that a container may request.
   * @default - any
   */
  readonly min?: Amounts;
  /**
   * The highest limit that a container may have; one without a limit is refused, unless `defaults`
   * gives it one.
   * @default - any
   */
  readonly max?: Amounts;
}

/**
 * Bounds and defaults for the CPU and memory of each container in its namespace. It acts when a pod is
 * made: pods that are there already stay as they are.
 *
 * @throws ProgramError when min, default request, default limit and max are not in rising order
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export class LimitRange extends Construct {
  constructor(scope: Construct, id: string, props: LimitRangeProps) {
    super(scope, id);
    const { metadata, defaults = {}, min = {}, max = {} } = props;
    const defaultRequest = amountsOf(defaults, 'request');
    const defaultLimit = amountsOf(defaults, 'limit');
    mustRise([
      ['min', min],
      ['default request', defaultRequest],
      ['default limit', defaultLimit],
      ['max', max],
    ]);
    const limit = {
      default: quantitiesOf(defaultLimit),
      defaultRequest: quantitiesOf(defaultRequest),
      min: quantitiesOf(min),
      max: quantitiesOf(max),
    };
    new k8s.KubeLimitRange(this, 'Resource', {
      metadata,
      spec: { limits: [{ type: 'Container', ...withoutEmpty(limit) }] },
    });
  }
}

function withoutEmpty<T extends Record<string, object>>(record: T): Partial<T> {
  const kept = Object.entries(record).filter(([, value]) => Object.keys(value).length > 0);
  return Object.fromEntries(kept) as Partial<T>;
}

function mustRise(steps: readonly (readonly [name: string, amounts: Amounts])[]): void {
  for (const resource of ['cpu', 'memory'] as const) {
    const said = steps.flatMap(([name, amounts]) => {
      const quantity = quantitiesOf(amounts)[resource]?.value as string | undefined;
      return quantity === undefined ? [] : [{ name, quantity, size: sizeOf(amounts, resource) }];
    });
    for (const [index, { name, quantity, size }] of said.entries()) {
      const below = said[index - 1];
      if (below === undefined || below.size <= size) continue;
      throw new ProgramError(
        'program-runs',
        `the LimitRange has ${resource} ${below.name} "${below.quantity}" above its ${name} "${quantity}"`,
        `lower the ${below.name}, or raise the ${name}`,
      );
    }
  }
}

/** CPU in thousandths of a core, memory in mebibytes. */
function sizeOf({ cpu, memory }: Amounts, resource: keyof Amounts): number {
  if (resource === 'memory') return memory?.toMebibytes() ?? 0;
  const amount = cpu?.amount ?? '0';
  return amount.endsWith('m') ? parseFloat(amount) : parseFloat(amount) * 1000;
}
