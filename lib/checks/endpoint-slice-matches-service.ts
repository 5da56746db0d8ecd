import type { Rule } from '../check';
import { describe, type Graph, type GraphObject } from '../graph/graph';
import { asList, isObject, kindOf, valueAt } from '../graph/manifest';
import { didYouMean } from '../graph/nearest';
import { portsOf } from '../graph/services';

/**
 * The ports of an EndpointSlice, or of Endpoints, have the names of the ports of their Service: that is how
 * the two find each other, whatever their numbers.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
 */
export const endpointSliceMatchesService: Rule = {
  name: 'endpoint-slice-matches-service',
  severity: 'error',
  description: 'The ports of an EndpointSlice have the names of the ports of its Service.',
  *check(graph) {
    for (const object of graph.of('discovery.k8s.io/EndpointSlice', '/Endpoints')) {
      const service = serviceOf(graph, object);
      if (!service || !Array.isArray(valueAt(service.manifest, 'spec.ports'))) continue;
      const names = portsOf(service.manifest).map(({ name }) => name ?? '');
      for (const { path, name } of namesIn(object)) {
        if (names.includes(name)) continue;
        const there = names.map(shown).join(', ') || 'none';
        yield {
          object,
          field: path,
          message: `${describe(object.manifest)} has a port with ${shown(name)}, and the ports of ${describe(service.manifest)} have ${there}: it is not used${didYouMean(name, names)}`,
          fix: 'give the port the name of a port of the Service',
        };
      }
    }
  },
};

function serviceOf(graph: Graph, { manifest, namespace }: GraphObject): GraphObject | undefined {
  const { name, labels } = manifest.metadata;
  const owner = manifest.kind === 'Endpoints' ? name : labels?.['kubernetes.io/service-name'];
  return owner === undefined ? undefined : graph.find({ kind: '/Service', namespace, name: owner });
}

function namesIn({ manifest }: GraphObject): { path: string; name: string }[] {
  const lists =
    kindOf(manifest) === '/Endpoints'
      ? asList(manifest.subsets).map((subset, index) => ({
          path: `subsets[${index}].ports`,
          ports: asList(valueAt(subset, 'ports')),
        }))
      : [{ path: 'ports', ports: asList(manifest.ports) }];
  return lists.flatMap(({ path, ports }) =>
    ports.filter(isObject).map(({ name }, at) => ({
      path: `${path}[${at}]`,
      name: typeof name === 'string' ? name : '',
    })),
  );
}

function shown(name: string): string {
  return name === '' ? 'no name' : `the name "${name}"`;
}
