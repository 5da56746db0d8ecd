import type { ApiObjectMetadata } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ProgramError } from '../report/program-error';

/** A share of the pods, as in `50%`. Kubernetes rounds up to whole pods. */
export type Percentage = `${number}%`;

interface BudgetByLoss {
  /**
   * How many of those pods, or which share, a node drain may take away at a time.
   * @default 1
   */
  readonly maxUnavailable?: number | Percentage;
  readonly minAvailable?: never;
}

interface BudgetByRest {
  /** The share of those pods that stays up whatever happens, more than 0 % and less than 100 %. */
  readonly minAvailable: Percentage;
  readonly maxUnavailable?: never;
}

export type PodDisruptionBudgetProps = (BudgetByLoss | BudgetByRest) & {
  /** Name and labels of the budget itself. */
  readonly metadata: ApiObjectMetadata;
  /** Labels of the pods that it protects. */
  readonly selector: Readonly<Record<string, string>>;
};

/**
 * Keeps node drains and other planned evictions from taking an application down.
 *
 * `minAvailable` is a share because a number of pods that equals the replica count blocks every drain,
 * and nothing keeps the two numbers apart when somebody scales.
 *
 * @throws ProgramError when a share allows no eviction at all, or is none.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/disruptions/
 */
export class PodDisruptionBudget extends Construct {
  constructor(scope: Construct, id: string, props: PodDisruptionBudgetProps) {
    super(scope, id);
    const { metadata, selector, minAvailable, maxUnavailable = 1 } = props;
    new k8s.KubePodDisruptionBudget(this, 'Resource', {
      metadata,
      spec: {
        ...(minAvailable === undefined
          ? { maxUnavailable: share(metadata.name, 'maxUnavailable', maxUnavailable, 100) }
          : { minAvailable: share(metadata.name, 'minAvailable', minAvailable, 99) }),
        selector: { matchLabels: selector },
        // A pod that never gets ready must not hold a drain back for ever.
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  }
}

/** @throws ProgramError when `value` is neither a whole number of pods, 1 or more, nor such a share. */
function share(
  name: string | undefined,
  field: string,
  value: number | Percentage,
  most: number,
): k8s.IntOrString {
  const amount = typeof value === 'number' ? value : Number(value.slice(0, -1));
  if (!Number.isInteger(amount) || amount < 1 || (typeof value === 'string' && amount > most)) {
    throw new ProgramError(
      'program-runs',
      `${field} of PodDisruptionBudget "${name}" is ${value}; it must be whole, from 1% to ${most}%` +
        (field === 'maxUnavailable' ? ', or a number of pods, 1 or more' : ''),
      'choose one that lets a node drain evict at least one pod',
    );
  }
  return typeof value === 'number'
    ? k8s.IntOrString.fromNumber(value)
    : k8s.IntOrString.fromString(value);
}
