import type { Rule } from '../check';
import { type Autoscaler, autoscalersOf, type Followed, keyOf } from '../graph/autoscalers';
import { describe, type GraphObject, groupBy } from '../graph/graph';
import { didYouMean } from '../graph/nearest';
import { limitsByNamespace } from '../graph/limit-ranges';
import { type PodResources, podResourcesOf } from '../graph/pod-resources';

/**
 * The containers of a workload that is scaled by the use of a resource, in percent, request that resource:
 * their own requests or limits, those of the pod, or the defaults of a LimitRange of the namespace.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#support-for-resource-metrics
 */
export const autoscalerHasRequests: Rule = {
  name: 'autoscaler-has-requests',
  severity: 'error',
  description: 'What is scaled by the use of a resource in percent requests that resource.',
  *check(graph) {
    const limits = limitsByNamespace(graph);
    const pods = new Map(graph.pods.map((each) => [each.object, each]));
    for (const scalers of groupBy(autoscalersOf(graph), keyOf).values()) {
      for (const scaler of scalers) {
        const workload = graph.find(scaler.target);
        const target = workload && pods.get(workload);
        if (!target) continue;
        const resources = podResourcesOf(graph, target, limits.get(workload.namespace));
        for (const followed of scaler.follows) {
          const isGiven = scalers.some(({ sets }) => sets.has(followed.resource));
          const problem = isGiven ? undefined : missing(resources, followed);
          if (problem) yield verdict(scaler, followed, workload, problem);
        }
      }
    }
  },
};

/** What is wrong with the containers that are looked at; undefined when nothing is. */
function missing(
  { pods, containers, whole }: PodResources,
  { resource, container, isRelative }: Followed,
): string | undefined {
  // An init container is counted where it runs beside the others.
  const counted = new Set(
    pods.containers
      .filter(
        ({ path, fields }) =>
          fields.restartPolicy === 'Always' || !path.startsWith(`${pods.path}.initContainers`),
      )
      .map(({ path }) => path),
  );
  const running = containers.filter(({ path }) => counted.has(path));
  if (container !== undefined && !running.some(({ name }) => name === container)) {
    const names = running.map(({ name }) => name);
    return `has no container "${container}"${didYouMean(container, names)}`;
  }
  if (!isRelative || (container === undefined && whole?.requests.has(resource))) return undefined;
  const without = running.filter(
    ({ name, requests }) => (container ?? name) === name && !requests.has(resource),
  );
  if (without.length === 0) return undefined;
  const names = without.map(({ name }) => JSON.stringify(name)).join(', ');
  return `requests no ${resource} in ${without.length === 1 ? 'container' : 'the containers'} ${names}`;
}

function verdict(
  { object }: Autoscaler,
  { field, resource }: Followed,
  workload: GraphObject,
  problem: string,
) {
  return {
    object,
    field,
    message: `${describe(object.manifest)} scales by the use of ${resource} in percent of what is requested, and ${describe(workload.manifest)} ${problem}`,
    fix: `set resources.requests.${resource} of every container that is counted, or follow another metric`,
  };
}
