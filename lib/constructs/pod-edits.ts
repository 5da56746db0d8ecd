import type { Duration } from 'cdk8s';
import { describe } from '../graph/graph';
import { type Manifest, podOf } from '../graph/manifest';
import { ProgramError } from '../report/program-error';
import { type Draft, type Edit, section } from './amend';

/**
 * The spec of the pod that `draft` is or makes.
 *
 * @throws ProgramError for a kind that has none
 */
export function podSpecIn(draft: Draft): Draft {
  const manifest = draft as unknown as Manifest;
  const pod = podOf(manifest);
  if (pod) return section(draft, pod.spec);
  throw new ProgramError(
    'program-runs',
    `${describe(manifest)} has no pod, and the edit is one for pods`,
    'edit the workload whose pods are meant',
  );
}

/** The containers of that pod, without its init containers. */
export function containersIn(draft: Draft): readonly Draft[] {
  return (podSpecIn(draft).containers ?? []) as Draft[];
}

/**
 * An edit that puts pods on as many nodes as there are; where there are too few nodes they share.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export function spreadOverNodes(selector: Readonly<Record<string, string>>): Edit {
  return (draft) => {
    podSpecIn(draft).topologySpreadConstraints = [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: selector },
        // Each revision spreads by itself: a rollout does not count the pods that it replaces.
        matchLabelKeys: ['pod-template-hash'],
      },
    ];
  };
}

/**
 * An edit that lets every container serve on for a while after its pod was told to stop. Endpoints reach the
 * nodes' proxies a moment later than SIGTERM reaches the container: without this wait a rollout
 * loses the requests in between. The kubelet itself sleeps, so the image needs no shell.
 *
 * @see https://github.com/kubernetes/enhancements/issues/3960 (on by default since Kubernetes 1.30)
 */
export function drainFirst(wait: Duration): Edit {
  const lifecycle = { preStop: { sleep: { seconds: wait.toSeconds() } } };
  return (draft) => {
    for (const container of containersIn(draft)) container.lifecycle = lifecycle;
  };
}
