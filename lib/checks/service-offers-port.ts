import type { Rule } from '../check';
import { describe, describeTarget, type Graph, show } from '../graph/graph';
import { valueAt } from '../graph/manifest';
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
      yield {
        object: from,
        field,
        message: `${describe(from.manifest)} leads to port ${show(to.port)} of ${describeTarget(to)} in ${field}, which has ${ports.map(show).join(', ') || 'no port'}${hint(graph, to, ports)}`,
        fix: 'name a port of the Service (its `port` or `name`, not its `targetPort`), or add one to it',
      };
    }
  },
};

/** Numbers and names of the ports of what `target` means; undefined when they are not known. */
function portsAt(graph: Graph, target: Target): readonly (number | string)[] | undefined {
  const object = graph.find(target);
  if (!object) return graph.outside(target)?.ports;
  // It stands for a host elsewhere, and lists ports only for show.
  if (valueAt(object.manifest, 'spec.type') === 'ExternalName') return undefined;
  return portsOf(object.manifest).flatMap(({ port, name }) => [
    ...(Number.isNaN(port) ? [] : [port]),
    ...(name === undefined ? [] : [name]),
  ]);
}

function hint(graph: Graph, target: Target, ports: readonly (number | string)[]): string {
  const object = graph.find(target);
  const meant = object && portsOf(object.manifest).find((each) => each.target === target.port);
  if (meant) return `: ${show(target.port)} is the targetPort of its port ${meant.port}`;
  if (typeof target.port === 'number') return '';
  // A number in quotes is the name of a port.
  if (ports.includes(Number(target.port))) return `: write ${target.port} without quotes`;
  const names = ports.filter((port) => typeof port === 'string');
  return didYouMean(target.port ?? '', names);
}
