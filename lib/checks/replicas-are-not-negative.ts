import { describe, show } from '../graph/graph';
import { valueAt } from '../graph/manifest';
import type { Rule } from '../check';

/** The largest int32, which is the type of the field. */
const MAX = 2 ** 31 - 1;

const scalable = new Set(['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet']);

/**
 * A replica count is a whole number, zero or more, that fits in 32 bits.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/
 */
export const replicasAreNotNegative: Rule = {
  name: 'replicas-are-not-negative',
  severity: 'error',
  description: 'A replica count is a whole number, zero or more.',
  *check({ objects }) {
    for (const object of objects) {
      if (!scalable.has(object.manifest.kind)) continue;
      const replicas = valueAt(object.manifest, 'spec.replicas');
      if (
        replicas === undefined ||
        replicas === null ||
        (Number.isInteger(replicas) && Number(replicas) >= 0 && Number(replicas) <= MAX)
      )
        continue;
      yield {
        object,
        field: 'spec.replicas',
        message: `${describe(object.manifest)} has spec.replicas ${show(replicas)}; a replica count is a whole number from 0 to ${MAX}`,
        fix: 'set replicas to 0 or more; the demos take theirs from lib/environments.ts',
      };
    }
  },
};
