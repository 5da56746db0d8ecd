import type { Rule } from '../check';
import { declaring } from '../graph/declaring';
import { describe } from '../graph/graph';
import { valueAt } from '../graph/manifest';
import { withoutService } from './stateful-set-has-service';

/**
 * The Service that a StatefulSet of several pods names exists: who makes the StatefulSet makes the Service, too.
 * Without it the pods have no host names, by which members of a cluster find each other.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations
 */
export const statefulSetServiceExists: Rule = {
  name: 'stateful-set-service-exists',
  severity: 'warning',
  description: 'The Service that a StatefulSet of several pods names exists.',
  *check(graph) {
    for (const { object, name, meant } of withoutService(graph)) {
      const replicas = valueAt(object.manifest, 'spec.replicas') ?? 1;
      // Where another was meant, that is an error of its own.
      if (meant || typeof name !== 'string' || name === '' || Number(replicas) < 2) continue;
      yield {
        object,
        field: 'spec.serviceName',
        message: `${describe(object.manifest)} has ${Number(replicas)} replicas and takes the names of its pods from Service "${name}", and nothing makes it`,
        fix: `make a Service of that name with \`clusterIP: None\` that selects the pods, or ${declaring(graph, { kind: '/Service', namespace: object.namespace, name })}`,
      };
    }
  },
};
