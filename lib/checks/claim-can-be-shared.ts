import type { Rule } from '../check';
import { describe, show } from '../graph/graph';
import { isBuiltIn, isObject, valueAt } from '../graph/manifest';
import type { Pods } from '../graph/pods';
import { podCountOf, scalesOf } from '../graph/replicas';

/**
 * Pods that share a claim may be on different nodes only where one of its access modes allows it.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
 */
export const claimCanBeShared: Rule = {
  name: 'claim-can-be-shared',
  severity: 'warning',
  description: 'A claim that several pods of a workload share can be used from several nodes.',
  *check(graph) {
    const scales = scalesOf(graph);
    for (const pods of graph.pods) {
      const { object, path, spec } = pods;
      if (!isBuiltIn(object.manifest) || isTiedToNode(pods)) continue;
      const isOnEachNode = object.manifest.kind === 'DaemonSet';
      const { count } = podCountOf(pods, scales);
      if (count < 2 && !isOnEachNode) continue;
      const volumes: readonly unknown[] = Array.isArray(spec.volumes) ? spec.volumes : [];
      for (const [index, volume] of volumes.entries()) {
        const name = valueAt(volume, 'persistentVolumeClaim.claimName');
        if (typeof name !== 'string') continue;
        const { namespace } = object;
        const claim = graph.find({ kind: '/PersistentVolumeClaim', namespace, name });
        const modes = claim && valueAt(claim.manifest, 'spec.accessModes');
        if (!claim || !Array.isArray(modes) || !modes.every((mode) => mode === 'ReadWriteOnce'))
          continue;
        const many = isOnEachNode ? 'on each node' : `${count} times`;
        yield {
          object,
          field: `${path}.volumes[${index}].persistentVolumeClaim.claimName`,
          message: `${describe(object.manifest)} runs ${many} and shares ${describe(claim.manifest)}, whose accessModes ${show(modes)} let it be used from one node at a time`,
          fix: 'use "ReadWriteMany" if the storage has it, a StatefulSet with a claim for each pod, or one replica',
        };
      }
    }
  },
};

/** Whether all of these pods go to one node by what they say themselves. */
function isTiedToNode({ spec }: Pods): boolean {
  const hostname = 'kubernetes.io/hostname';
  if (typeof spec.nodeName === 'string') return true;
  if (isObject(spec.nodeSelector) && hostname in spec.nodeSelector) return true;
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const together = valueAt(spec, `affinity.podAffinity.${required}`);
  const nodes = valueAt(spec, `affinity.nodeAffinity.${required}.nodeSelectorTerms`);
  return (
    (Array.isArray(together) &&
      together.some((term) => valueAt(term, 'topologyKey') === hostname)) ||
    (Array.isArray(nodes) && JSON.stringify(nodes).includes(`"${hostname}"`))
  );
}
