import type { Duration } from 'cdk8s';
import { type Edit, section, type Draft } from './amend';

/** Where the edits of this file find the pod: in every workload that holds a pod template. */
const POD_SPEC = 'spec.template.spec';

/**
 * An edit that puts pods on as many nodes as there are; where there are too few nodes they share.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export function spreadOverNodes(selector: Readonly<Record<string, string>>): Edit {
  return (draft) => {
    section(draft, POD_SPEC).topologySpreadConstraints = [
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
    for (const container of section(draft, POD_SPEC).containers as Draft[]) {
      container.lifecycle = lifecycle;
    }
  };
}
