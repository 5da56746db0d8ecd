import type { Rule } from '../check';
import { describe, type GraphObject, groupBy } from '../graph/graph';
import { isBuiltIn, valueAt } from '../graph/manifest';
import type { Pods } from '../graph/pods';
import { addsBeforeRemoving, podCountOf, scalesOf } from '../graph/replicas';

/**
 * A claim with the access mode ReadWriteOncePod has no more than one pod, not even during an update.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
 */
export const claimHasOnePod: Rule = {
  name: 'claim-has-one-pod',
  severity: 'error',
  description: 'A claim with the access mode "ReadWriteOncePod" is used by one pod at a time.',
  *check(graph) {
    const scales = scalesOf(graph);
    const uses = graph.pods.flatMap((pods) => {
      const { count } = podCountOf(pods, scales);
      const counts = isBuiltIn(pods.object.manifest) && count > 0;
      return counts ? usesOf(pods, count) : [];
    });
    for (const [key, users] of groupBy(uses, (use) => use.key)) {
      const [namespace, name = ''] = key.split('\n');
      const claim = graph.find({ kind: '/PersistentVolumeClaim', namespace, name });
      if (!claim || !isForOnePod(claim)) continue;
      const [first, second] = users;
      if (!first) continue;
      const subject = `${describe(claim.manifest)} has the accessMode "ReadWriteOncePod"`;
      const of = (use: Use) => describe(use.pods.object.manifest);
      // A Job ends; what waits for it starts then.
      const lasting = users.filter(({ pods }) => !pods.object.manifest.kind.endsWith('Job'));
      const many = users.find(({ count }) => count > 1);
      if (many) {
        yield {
          object: many.pods.object,
          field: many.field,
          message: `${subject}, and ${of(many)} shares it among ${many.count} pods: all but one wait for ever`,
          fix: 'run one pod, or use "ReadWriteOnce" or "ReadWriteMany"',
        };
      } else if (lasting.length > 1 && second) {
        yield {
          object: second.pods.object,
          field: second.field,
          message: `${subject}, and ${users.map(of).join(' and ')} use it: all but one wait for ever`,
          fix: 'give each a claim of its own, or use "ReadWriteOnce" or "ReadWriteMany"',
        };
      } else if (addsBeforeRemoving(first.pods, first.count)) {
        yield {
          object: first.pods.object,
          field: first.field,
          message: `${subject}, and an update of ${of(first)} starts a new pod before it stops the old one: the new one waits for ever`,
          fix: 'use the strategy "Recreate"',
        };
      }
    }
  },
};

interface Use {
  readonly key: string;
  readonly field: string;
  readonly pods: Pods;
  readonly count: number;
}

function usesOf(pods: Pods, count: number): Use[] {
  const volumes: readonly unknown[] = Array.isArray(pods.spec.volumes) ? pods.spec.volumes : [];
  return volumes.flatMap((volume, index) => {
    const name = valueAt(volume, 'persistentVolumeClaim.claimName');
    if (typeof name !== 'string') return [];
    const field = `${pods.path}.volumes[${index}].persistentVolumeClaim.claimName`;
    return [{ key: `${pods.object.namespace ?? ''}\n${name}`, field, pods, count }];
  });
}

function isForOnePod({ manifest }: GraphObject): boolean {
  const modes = valueAt(manifest, 'spec.accessModes');
  return Array.isArray(modes) && modes.includes('ReadWriteOncePod');
}
