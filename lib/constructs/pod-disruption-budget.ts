import type { ApiObjectMetadata } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';

export interface PodDisruptionBudgetProps {
  /** Name and labels of the budget itself. */
  readonly metadata: ApiObjectMetadata;
  /** Labels of the pods that it protects. */
  readonly selector: Readonly<Record<string, string>>;
  /**
   * How many of those pods a node drain may take away at a time.
   * @default 1
   */
  readonly maxUnavailable?: number;
}

/**
 * Keeps node drains and other planned evictions from taking an application down.
 *
 * It counts in `maxUnavailable` because a `minAvailable` that equals the replica count blocks every
 * drain, and nothing keeps the two numbers apart when somebody scales.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/disruptions/
 */
export class PodDisruptionBudget extends Construct {
  constructor(scope: Construct, id: string, props: PodDisruptionBudgetProps) {
    super(scope, id);
    const { metadata, selector, maxUnavailable = 1 } = props;
    new k8s.KubePodDisruptionBudget(this, 'Resource', {
      metadata,
      spec: {
        maxUnavailable: k8s.IntOrString.fromNumber(maxUnavailable),
        selector: { matchLabels: selector },
        // A pod that never gets ready must not hold a drain back for ever.
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  }
}
