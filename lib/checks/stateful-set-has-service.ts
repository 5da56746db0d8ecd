import type { Rule } from '../check';
import { describe, type Graph, type GraphObject, show } from '../graph/graph';
import { valueAt } from '../graph/manifest';
import { selectorOf } from '../graph/services';

/**
 * The headless Service that selects the pods of a StatefulSet is the one that the StatefulSet names: only
 * that one gives each pod a host name. A StatefulSet without any such Service needs no host names.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
 */
export const statefulSetHasService: Rule = {
  name: 'stateful-set-has-service',
  severity: 'error',
  description: 'The headless Service of the pods of a StatefulSet is the one that it names.',
  *check(graph) {
    const selecting = headlessServices(graph);
    for (const object of graph.of('apps/StatefulSet')) {
      const name = valueAt(object.manifest, 'spec.serviceName');
      const services = selecting.get(object) ?? [];
      const [service] = services;
      const target = { kind: '/Service', namespace: object.namespace, name: String(name) };
      if (!service || (graph.find(target) ?? graph.outside(target))) continue;
      yield {
        object,
        field: 'spec.serviceName',
        message: `${describe(object.manifest)} has serviceName ${show(name)}, and there is no such Service in its namespace; the headless one of its pods is ${describe(service.manifest)}`,
        fix: `set serviceName to ${show(service.manifest.metadata.name)}, so that each pod gets its host name`,
      };
    }
  },
};

function headlessServices(graph: Graph): ReadonlyMap<GraphObject, readonly GraphObject[]> {
  const found = new Map<GraphObject, GraphObject[]>();
  for (const service of graph.of('/Service')) {
    const selector = selectorOf(service.manifest);
    if (!selector || valueAt(service.manifest, 'spec.clusterIP') !== 'None') continue;
    for (const { object } of graph.select(service.namespace, selector)) {
      found.set(object, [...(found.get(object) ?? []), service]);
    }
  }
  return found;
}
