import type { Rule } from '../check';
import { describe, show } from '../graph/graph';
import { valueAt } from '../graph/manifest';
import { meets, podsOf } from '../graph/pods';
import { selectorOf } from '../graph/services';

/**
 * The Service that a StatefulSet names is headless and selects its pods: only then has each pod a name of its
 * own in DNS. One pod alone is as well reached by a Service that has an address.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
 */
export const statefulSetServiceIsHeadless: Rule = {
  name: 'stateful-set-service-is-headless',
  severity: 'error',
  description: 'The Service that a StatefulSet names is headless and selects its pods.',
  *check(graph) {
    for (const object of graph.of('apps/StatefulSet')) {
      const { manifest, namespace } = object;
      const name = valueAt(manifest, 'spec.serviceName');
      if (typeof name !== 'string' || name === '') continue;
      const service = graph.find({ kind: '/Service', namespace, name });
      if (!service) continue;
      const field = 'spec.serviceName';
      const subject = `${describe(manifest)} takes the names of its pods from ${describe(service.manifest)}`;
      const address = valueAt(service.manifest, 'spec.clusterIP');
      const missing = selectorOf(service.manifest)?.find((requirement) =>
        podsOf(object).some((pods) => !meets(pods, requirement)),
      );
      const replicas = valueAt(manifest, 'spec.replicas') ?? 1;
      if (address !== 'None' && replicas !== 0 && replicas !== 1) {
        yield {
          object,
          field,
          message: `${subject}, whose clusterIP is ${show(address)}: only a headless Service gives each pod a name`,
          fix: 'set clusterIP of the Service to "None", or name a Service that has it',
        };
      } else if (missing) {
        yield {
          object,
          field,
          message: `${subject}, which does not select them: they lack ${missing.text}`,
          fix: 'correct the selector of the Service or the labels of the pods',
        };
      }
    }
  },
};
