import { type Awaited, isReady } from './objects';

/** `failed` is for good: no wait will mend it. */
export type State = 'up' | 'waiting' | 'failed';

const kinds = /^(Pod|Job|Deployment|StatefulSet|DaemonSet|ReplicaSet)$/;

/** Whether it is a Pod or makes Pods at once; a CronJob makes them later. */
export function isAwaited({ kind }: { readonly kind: string }): boolean {
  return kinds.test(kind);
}

/**
 * What the object says of itself: a Pod is up when it is ready or has done its work, a Job when it is
 * complete, and all others when every pod is available and of the newest template, as
 * `kubectl rollout status` sees it.
 *
 * @see https://github.com/kubernetes/kubectl/blob/master/pkg/polymorphichelpers/rollout_status.go
 */
export function stateOf(object: Awaited): State {
  const { kind, metadata, spec, status = {} } = object;
  if (metadata.deletionTimestamp !== undefined) return 'waiting';
  const has = (type: string) =>
    (status.conditions ?? []).some(
      (condition) => condition.type === type && condition.status === 'True',
    );
  if (kind === 'Job') {
    if (has('Failed')) return 'failed';
    return has('Complete') || spec.suspend === true ? 'up' : 'waiting';
  }
  if (kind === 'Pod') {
    if (status.phase === 'Failed') return 'failed';
    return status.phase === 'Succeeded' || isReady({ metadata, status }) ? 'up' : 'waiting';
  }
  const isSeen = (status.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  return isSeen && isRolledOut(object) ? 'up' : 'waiting';
}

function isRolledOut({ kind, spec, status = {} }: Awaited): boolean {
  const { replicas = 1, updateStrategy } = spec;
  const { availableReplicas = 0, updatedReplicas = 0, numberAvailable = 0 } = status;
  const isOnDelete = updateStrategy?.type === 'OnDelete';
  switch (kind) {
    case 'DaemonSet': {
      const { desiredNumberScheduled = 0, updatedNumberScheduled = 0 } = status;
      const isNew = isOnDelete || updatedNumberScheduled >= desiredNumberScheduled;
      return isNew && numberAvailable >= desiredNumberScheduled;
    }
    case 'StatefulSet': {
      const { partition = 0 } = updateStrategy?.rollingUpdate ?? {};
      return (
        availableReplicas >= replicas && (isOnDelete || updatedReplicas >= replicas - partition)
      );
    }
    case 'Deployment':
      // As many as are updated: the old ones have gone.
      return (
        updatedReplicas >= replicas &&
        (status.replicas ?? 0) <= updatedReplicas &&
        availableReplicas >= updatedReplicas
      );
    default:
      return availableReplicas >= replicas;
  }
}
