import type { ApiObjectMetadata } from 'cdk8s';
import {
  type AbstractPodProps,
  Deployment,
  LabelSelector,
  type LabelSelectorOptions,
} from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ProgramError } from '../report/program-error';
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
 * @throws ProgramError when the selector is empty, or does not choose the pods of the template
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/
 */
export class ReplicaSet extends Construct {
  constructor(scope: Construct, id: string, props: ReplicaSetProps) {
    super(scope, id);
    const { selector, podLabels, ...pod } = props;
    const { labels = {}, expressions = [] } = selector;
    if (Object.keys(labels).length + expressions.length === 0) {
      throw new ProgramError(
        'program-runs',
        'the ReplicaSet selects every pod: its selector is empty',
        'require a label of its own pods',
      );
    }
    const unmet = [...requirementsOf(selector)].find(({ holds }) => !holds(podLabels));
    if (unmet !== undefined) {
      throw new ProgramError(
        'program-runs',
        `the ReplicaSet requires ${unmet.text} of its pods, and its template gives them ${JSON.stringify(podLabels)}`,
        'change podLabels so that the selector chooses them, or change the selector',
      );
    }
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

interface Requirement {
  /** As kubectl writes it. */
  readonly text: string;
  readonly holds: (labels: Readonly<Record<string, string>>) => boolean;
}

function* requirementsOf(selector: LabelSelectorOptions): Generator<Requirement> {
  for (const [key, value] of Object.entries(selector.labels ?? {})) {
    yield { text: `"${key}=${value}"`, holds: (labels) => labels[key] === value };
  }
  for (const { key, operator, values = [] } of selector.expressions ?? []) {
    const among = (labels: Readonly<Record<string, string>>) =>
      labels[key] !== undefined && values.includes(labels[key]);
    const list = values.join(', ');
    if (operator === 'In') yield { text: `"${key} in (${list})"`, holds: among };
    if (operator === 'NotIn') {
      yield { text: `"${key} notin (${list})"`, holds: (labels) => !among(labels) };
    }
    if (operator === 'Exists') yield { text: `"${key}"`, holds: (labels) => key in labels };
    if (operator === 'DoesNotExist')
      yield { text: `"!${key}"`, holds: (labels) => !(key in labels) };
  }
}
