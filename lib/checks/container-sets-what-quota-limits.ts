import type { Rule } from '../check';
import type { Resources } from '../graph/amounts';
import { describe } from '../graph/graph';
import { limitsByNamespace } from '../graph/limit-ranges';
import { isBuiltIn } from '../graph/manifest';
import { podResourcesOf } from '../graph/pod-resources';
import { isInScope, quotasByNamespace } from '../graph/quotas';

/**
 * Where a ResourceQuota limits CPU or memory, every container says how much it asks for, or a LimitRange says
 * it in its place.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#compute-resource-quota
 */
export const containerSetsWhatQuotaLimits: Rule = {
  name: 'container-sets-what-quota-limits',
  severity: 'error',
  description: 'A container sets the CPU and memory that a ResourceQuota of its namespace limits.',
  *check(graph) {
    const quotas = quotasByNamespace(graph);
    if (quotas.size === 0) return;
    const limits = limitsByNamespace(graph);
    for (const pods of graph.pods) {
      const { namespace } = pods.object;
      const its = quotas.get(namespace);
      if (!its || !isBuiltIn(pods.object.manifest)) continue;
      const resources = podResourcesOf(graph, pods, limits.get(namespace));
      // What is said of the pod as a whole stands for all of its containers.
      if (resources.whole) continue;
      for (const quota of its.filter((each) => isInScope(each, resources))) {
        for (const container of resources.containers) {
          const missing = [...quota.hard.keys()].filter((name) => lacks(container, name));
          if (missing.length === 0) continue;
          yield {
            object: pods.object,
            field: container.path,
            message: `${describe(pods.object.manifest)} has the container "${container.name}" without ${missing.map(wanted).join(' and ')}, which ${describe(quota.object.manifest)} limits: its pods are refused`,
            fix: 'set it in the resources of the container, or give the namespace a LimitRange with defaults',
          };
          break;
        }
      }
    }
  },
};

/** The resource of a quota → where a container sets it. */
const places = new Map<string, readonly [list: keyof Resources, resource: string]>(
  ['cpu', 'memory'].flatMap((resource) => [
    [resource, ['requests', resource]],
    [`requests.${resource}`, ['requests', resource]],
    [`limits.${resource}`, ['limits', resource]],
  ]),
);

function lacks(container: Resources, name: string): boolean {
  const place = places.get(name);
  return place !== undefined && !container[place[0]].has(place[1]);
}

function wanted(name: string): string {
  return (places.get(name) ?? []).join('.');
}
