import type { Rule } from '../check';
import { describe } from '../graph/graph';
import { valueAt } from '../graph/manifest';
import { selectorOf } from '../graph/services';

/**
 * A Service without a selector has endpoints of its own in the program. A controller may make them in the
 * cluster; nothing else does.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
 */
export const serviceHasEndpoints: Rule = {
  name: 'service-has-endpoints',
  severity: 'warning',
  description: 'A Service without a selector has an EndpointSlice or Endpoints in the program.',
  *check(graph) {
    const label = 'kubernetes.io/service-name';
    const served = new Set([
      ...graph
        .of('discovery.k8s.io/EndpointSlice')
        .map(({ manifest, namespace }) => placeOf(namespace, manifest.metadata.labels?.[label])),
      ...graph
        .of('/Endpoints')
        .map(({ manifest, namespace }) => placeOf(namespace, manifest.metadata.name)),
    ]);
    for (const object of graph.of('/Service')) {
      const { manifest, namespace } = object;
      if (valueAt(manifest, 'spec.type') === 'ExternalName' || selectorOf(manifest)) continue;
      if (served.has(placeOf(namespace, manifest.metadata.name))) continue;
      yield {
        object,
        field: 'spec.selector',
        message: `${describe(manifest)} has no selector, and the program makes no EndpointSlice for it: nothing answers until somebody else does`,
        fix: `select pods, or make an EndpointSlice with the label ${label}`,
      };
    }
  },
};

function placeOf(namespace: string | undefined, name: unknown): string {
  return `${namespace ?? ''}/${String(name)}`;
}
