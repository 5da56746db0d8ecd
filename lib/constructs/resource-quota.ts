import type { ApiObjectMetadata } from 'cdk8s';
import { type ContainerResources, k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { amountsOf, quantitiesOf } from './amounts';

/** Kinds of objects that a quota can count. */
export type Countable =
  | 'configmaps'
  | 'persistentvolumeclaims'
  | 'pods'
  | 'secrets'
  | 'services'
  | 'services.loadbalancers'
  | 'services.nodeports';

export interface ResourceQuotaProps {
  /** Name and labels of the quota itself. */
  readonly metadata: ApiObjectMetadata;
  /**
   * What all pods of the namespace may request, and have as limits, together. A pod that does not say
   * what the quota adds up is refused: give it defaults with a LimitRange.
   * @default - any
   */
  readonly total?: ContainerResources;
  /**
   * How many objects of a kind there may be.
   * @default - any
   */
  readonly counts?: Readonly<Partial<Record<Countable, number>>>;
}

/**
 * The share of the cluster that one namespace may use.
 *
 * A quota that its controller has not counted yet, a moment after it was made, may turn pods away. Workloads
 * try again; a Pod that stands by itself goes before the quota in its file.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export class ResourceQuota extends Construct {
  constructor(scope: Construct, id: string, props: ResourceQuotaProps) {
    super(scope, id);
    const { metadata, total = {}, counts = {} } = props;
    const hard = {
      ...prefixed('requests', quantitiesOf(amountsOf(total, 'request'))),
      ...prefixed('limits', quantitiesOf(amountsOf(total, 'limit'))),
      ...Object.fromEntries(
        Object.entries(counts).map(([kind, count]) => [kind, k8s.Quantity.fromString(`${count}`)]),
      ),
    };
    new k8s.KubeResourceQuota(this, 'Resource', { metadata, spec: { hard } });
  }
}

function prefixed(prefix: string, quantities: Record<string, k8s.Quantity>) {
  return Object.fromEntries(
    Object.entries(quantities).map(([name, quantity]) => [`${prefix}.${name}`, quantity]),
  );
}
