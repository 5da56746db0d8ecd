import type { Edit } from './amend';
import { podSpecIn } from './pod-edits';

/**
 * An edit that lets a Pod, or the pods of a workload, run only on nodes with all of these labels: the
 * short way to say what required node affinity says. cdk8s-plus knows affinity only.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodeselector
 */
export function nodeSelector(labels: Readonly<Record<string, string>>): Edit {
  return (draft) => {
    podSpecIn(draft).nodeSelector = { ...labels };
  };
}
