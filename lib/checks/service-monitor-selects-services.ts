import type { Rule, Verdict } from '../check';
import { describe, type Graph, type GraphObject, groupBy } from '../graph/graph';
import { listAt } from '../graph/manifest';
import { didYouMean } from '../graph/nearest';
import type { Pods } from '../graph/pods';
import {
  isOurs,
  textOfPods,
  podsChosen,
  type Selection,
  servicesChosen,
} from '../graph/selections';
import { didYouMeanLabel, textOf, wanted } from '../graph/selector';
import { portsOf, selectorOf } from '../graph/services';

/**
 * A ServiceMonitor selects Services, and a PodMonitor pods, of the program in the namespaces where it looks,
 * and every endpoint is a port that they have. Prometheus shows no target otherwise, and no error.
 *
 * @see https://prometheus-operator.dev/docs/developer/getting-started/#using-servicemonitors
 */
export const serviceMonitorSelectsServices: Rule = {
  name: 'service-monitor-selects-services',
  severity: 'error',
  description: 'A ServiceMonitor or PodMonitor selects what there is, and ports that it has.',
  *check(graph) {
    const services = groupBy(graph.of('/Service'), ({ namespace }) => namespace);
    for (const selection of graph.selections) {
      if (selection.use !== 'service-monitor' && selection.use !== 'pod-monitor') continue;
      if (!selection.scope.names.every((name) => isOurs(graph, name))) continue;
      if (selection.use === 'pod-monitor') {
        const { items, isOpen } = podsChosen(graph, selection);
        if (isOpen) continue;
        if (items.length === 0) yield nothing(selection, 'pods', graph);
        else yield* wrongPorts(selection.from, 'spec.podMetricsEndpoints', [], items);
      } else {
        const { items, isOpen } = servicesChosen(graph, selection, services);
        if (isOpen) continue;
        if (items.length === 0) yield nothing(selection, 'Services', graph, services);
        else {
          const pods = items.flatMap(({ manifest, namespace }) => {
            const selector = selectorOf(manifest);
            return selector ? graph.select(namespace, selector) : [];
          });
          yield* wrongPorts(selection.from, 'spec.endpoints', items, pods);
        }
      }
    }
  },
};

function nothing(
  { from, field, scope: { names }, requirements }: Selection,
  what: 'pods' | 'Services',
  graph: Graph,
  services: ReadonlyMap<string | undefined, readonly GraphObject[]> = new Map(),
): Verdict {
  const pods = names.flatMap((name) => graph.podsIn(name));
  const others = names.flatMap((name) => services.get(name) ?? []);
  const labels =
    what === 'pods'
      ? pods.map((each) => each.labels)
      : others.map(({ manifest }) => manifest.metadata.labels ?? {});
  const there =
    what === 'pods'
      ? textOfPods(pods)
      : others
          .slice(0, 5)
          .map(
            ({ manifest }) => `${describe(manifest)} has ${textOf(manifest.metadata.labels ?? {})}`,
          )
          .join('; ') || 'there are none';
  return {
    object: from,
    field,
    message: `${describe(from.manifest)} selects ${what} by ${requirements ? wanted(requirements) : 'nothing'} in ${names.map((name) => `namespace "${name}"`).join(', ')}, and none has that: ${there}${didYouMeanLabel(requirements ?? [], labels)}`,
    fix: `select labels that the ${what} themselves have, and their namespace with \`namespaceSelector\``,
  };
}

function* wrongPorts(
  object: GraphObject,
  path: 'spec.endpoints' | 'spec.podMetricsEndpoints',
  services: readonly GraphObject[],
  pods: readonly Pods[],
): Generator<Verdict> {
  const isOfServices = path === 'spec.endpoints';
  const inPods = new Set(pods.flatMap(({ ports }) => ports.flatMap(({ name }) => name ?? [])));
  const inServices = new Set(
    services.flatMap(({ manifest }) => portsOf(manifest).flatMap(({ name }) => name ?? [])),
  );
  for (const [index, endpoint] of listAt(object.manifest, path).entries()) {
    const { port, targetPort } = endpoint;
    const [key, name, names] =
      port !== undefined
        ? (['port', port, isOfServices ? inServices : inPods] as const)
        : (['targetPort', targetPort, inPods] as const);
    // Pods of a Service that selects none are not known.
    if (typeof name !== 'string' || names.has(name) || (names === inPods && pods.length === 0))
      continue;
    const shown = [...names].map((each) => JSON.stringify(each)).join(', ') || 'none with a name';
    const whose = names === inPods ? 'the containers have' : 'the Services that it selects have';
    yield {
      object,
      field: `${path}[${index}].${key}`,
      message: `${describe(object.manifest)} asks port "${name}" in ${path}[${index}].${key}, and ${whose} ${shown}${didYouMean(name, names)}`,
      fix: 'write the name of a port that is there',
    };
  }
}
