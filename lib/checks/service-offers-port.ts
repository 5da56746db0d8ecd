import type { Rule } from '../check';
import { describe, describeTarget, type Graph, show } from '../graph/graph';
import { didYouMean } from '../graph/nearest';
import type { Target } from '../graph/references';
import { portsOf } from '../graph/services';

/**
 * The port of a Service that an Ingress, a route, a webhook or an APIService leads to is one that the
 * Service has.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
 */
export const serviceOffersPort: Rule = {
  name: 'service-offers-port',
  severity: 'error',
  description: 'The port of a Service that another object leads to is one that the Service has.',
  *check(graph) {
    for (const { from, field, to } of graph.references) {
      if (to.port === undefined) continue;
      const ports = portsAt(graph, to);
      if (!ports || ports.includes(to.port)) continue;
      const names = ports.filter((port) => typeof port === 'string');
      yield {
        object: from,
        field,
        message: `${describe(from.manifest)} leads to port ${show(to.port)} of ${describeTarget(to)} in ${field}, which has ${ports.map(show).join(', ') || 'no port'}${typeof to.port === 'string' ? didYouMean(to.port, names) : ''}`,
        fix: 'name a port of the Service (its `port` or `name`, not its `targetPort`), or add one to it',
      };
    }
  },
};

/** Numbers and names of the ports of what `target` means; undefined when they are not known. */
function portsAt(graph: Graph, target: Target): readonly (number | string)[] | undefined {
  const object = graph.find(target);
  if (!object) return graph.outside(target)?.ports;
  return portsOf(object.manifest).flatMap(({ port, name }) => [
    port,
    ...(name === undefined ? [] : [name]),
  ]);
}
