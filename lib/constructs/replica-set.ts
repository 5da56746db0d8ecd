import type { ApiObjectMetadata } from 'cdk8s';
import {
  type AbstractPodProps,
  Deployment,
  LabelSelector,
  type LabelSelectorOptions,
} from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { amend, section } from './amend';

export interface ReplicaSetProps extends Omit<AbstractPodProps, 'metadata' | 'isolate'> {
  /** Name and labels of the ReplicaSet itself. */
  readonly metadata: ApiObjectMetadata;
  /** Number of pods, zero or more. */
  readonly replicas: number;
  /** Which pods it counts as its own; all requirements must hold. It cannot be changed later. */
  readonly selector: LabelSelectorOptions;
  /** Labels of the pods that it makes: its own selector must choose them. */
  readonly podLabels: Readonly<Record<string, string>>;
}

/**
 * Keeps a number of equal pods alive. It does not replace them when its template changes: that is what a
 * Deployment adds.
 *
 * cdk8s-plus has none. Its pod template is that of a Deployment, so this is one, less what is about
 * rollouts.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/
 */
export class ReplicaSet extends Construct {
  constructor(scope: Construct, id: string, props: ReplicaSetProps) {
    super(scope, id);
    const { selector, podLabels, ...pod } = props;
    const deployment = new Deployment(this, 'Resource', {
      ...pod,
      podMetadata: { labels: podLabels },
      select: false,
    });
    deployment.select(LabelSelector.of(selector));
    amend(deployment, (draft) => {
      draft.kind = 'ReplicaSet';
      Reflect.deleteProperty(section(draft, 'spec'), 'strategy');
      Reflect.deleteProperty(section(draft, 'spec'), 'progressDeadlineSeconds');
    });
  }
}
