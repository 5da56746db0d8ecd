import type { ApiObjectMetadata } from 'cdk8s';
import type { IScalable } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  VerticalPodAutoscaler as Resource,
  VerticalPodAutoscalerSpecResourcePolicyContainerPoliciesMinAllowed as Quantity,
  VerticalPodAutoscalerSpecUpdatePolicyUpdateMode as UpdateMode,
} from '../../imports/autoscaling.k8s.io';
import type { Amounts } from './amounts';

export { UpdateMode };

export interface VerticalPodAutoscalerProps {
  /** Name and labels of the autoscaler itself. */
  readonly metadata: ApiObjectMetadata;
  /** The Deployment or StatefulSet whose requests it sets; not one that is scaled by its CPU too. */
  readonly target: IScalable;
  /**
   * When a recommendation reaches the pods: never, when they start, by replacing them, or in place
   * where the node can.
   * @default UpdateMode.RECREATE
   */
  readonly updateMode?: UpdateMode;
  /** The least that a container is given. */
  readonly min: Required<Amounts>;
  /** The most that a container is given; more than a node has would leave pods Pending. */
  readonly max: Required<Amounts>;
}

/**
 * Sets the requests of containers to what they use.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/autoscaling/vertical-pod-autoscale/
 */
export class VerticalPodAutoscaler extends Construct {
  constructor(scope: Construct, id: string, props: VerticalPodAutoscalerProps) {
    super(scope, id);
    const { metadata, target, updateMode = UpdateMode.RECREATE, min, max } = props;
    const { apiVersion, kind, name } = target.toScalingTarget();
    new Resource(this, 'Resource', {
      metadata,
      spec: {
        targetRef: { apiVersion, kind, name },
        updatePolicy: { updateMode },
        resourcePolicy: {
          containerPolicies: [
            { containerName: '*', minAllowed: quantities(min), maxAllowed: quantities(max) },
          ],
        },
      },
    });
    // Both would answer the same load, each changing what the other measures.
    this.node.addValidation({
      validate: () =>
        target.hasAutoscaler
          ? [`${kind} "${name}" has a HorizontalPodAutoscaler too; let one of the two scale it`]
          : [],
    });
  }
}

function quantities({ cpu, memory }: Required<Amounts>) {
  return {
    cpu: Quantity.fromString(cpu.amount),
    memory: Quantity.fromString(memory.asString()),
  };
}
