import type { Rule } from '../check';
import { describe, type Graph, type GraphObject, groupBy, show } from '../graph/graph';
import { valueAt } from '../graph/manifest';
import { meets, podsOf } from '../graph/pods';
import { selectorOf } from '../graph/services';

/**
 * The headless Service that selects the pods of a StatefulSet is the one that the StatefulSet names, and is in its
 * namespace: only that one gives each pod a host name.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
 */
export const statefulSetHasService: Rule = {
  name: 'stateful-set-has-service',
  severity: 'error',
  description: 'The headless Service of the pods of a StatefulSet is the one that it names.',
  *check(graph) {
    for (const { object, name, meant } of withoutService(graph)) {
      if (!meant) continue;
      const isMoved = meant.namespace !== object.namespace;
      const there = isMoved
        ? `the one of that name is in namespace "${meant.namespace ?? ''}"`
        : `the headless one of its pods is ${describe(meant.manifest)}`;
      yield {
        object,
        field: 'spec.serviceName',
        message: `${describe(object.manifest)} has serviceName ${show(name)}, and there is no such Service in its namespace; ${there}`,
        fix: isMoved
          ? 'put both into one namespace, so that each pod gets its host name'
          : `set serviceName to ${show(meant.manifest.metadata.name)}, so that each pod gets its host name`,
      };
    }
  },
};

interface Without {
  readonly object: GraphObject;
  readonly name: unknown;
  /** The headless Service that was probably meant. */
  readonly meant: GraphObject | undefined;
}

/** Every StatefulSet whose Service is not there. */
export function* withoutService(graph: Graph): Generator<Without> {
  const headless = graph
    .of('/Service')
    .filter(({ manifest }) => valueAt(manifest, 'spec.clusterIP') === 'None');
  const selecting = headlessServices(graph, headless);
  const namesakes = groupBy(headless, ({ manifest }) => manifest.metadata.name);
  for (const object of graph.of('apps/StatefulSet')) {
    const { manifest, namespace } = object;
    const name = valueAt(manifest, 'spec.serviceName');
    const target = { kind: '/Service', namespace, name: String(name) };
    if (graph.find(target) ?? graph.outside(target)) continue;
    const moved = (namesakes.get(target.name) ?? []).find((service) =>
      wouldSelect(service, object),
    );
    yield { object, name, meant: selecting.get(object) ?? moved };
  }
}

function headlessServices(
  graph: Graph,
  services: readonly GraphObject[],
): ReadonlyMap<GraphObject, GraphObject> {
  const found = new Map<GraphObject, GraphObject>();
  for (const service of services) {
    const selector = selectorOf(service.manifest);
    if (!selector) continue;
    for (const { object } of graph.select(service.namespace, selector)) {
      if (!found.has(object)) found.set(object, service);
    }
  }
  return found;
}

/** Whether the Service would select the pods, were both in one namespace. */
function wouldSelect({ manifest }: GraphObject, object: GraphObject): boolean {
  const pods = podsOf(object);
  return selectorOf(manifest)?.every((each) => pods.every((pod) => meets(pod, each))) ?? false;
}
