import type { Rule } from '../check';
import { describe } from '../graph/graph';
import { compare, type Quantity, textOf } from '../graph/quantity';
import { isIndivisible, type Resources, resourcesOf } from '../graph/amounts';
import { type PodResources, podResourcesOf } from '../graph/pod-resources';

/**
 * No container requests more than its limit, nor do all together more than their pod; huge pages and extended
 * resources such as `nvidia.com/gpu` have a limit, and request all of it.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export const requestIsBelowLimit: Rule = {
  name: 'request-is-below-limit',
  severity: 'error',
  description: 'What a container or a pod requests is not above its limit.',
  *check(graph) {
    for (const pods of graph.pods) {
      const wrong = [
        ...pods.containers.flatMap(({ path, fields }) =>
          within(path, resourcesOf(fields.resources)),
        ),
        ...within(pods.path, resourcesOf(pods.spec.resources)),
        ...withinPod(podResourcesOf(graph, pods)),
      ];
      for (const { field, says, fix } of wrong) {
        const message = `${describe(pods.object.manifest)} ${says}`;
        yield { object: pods.object, field, message, fix };
      }
    }
  },
};

interface Wrong {
  readonly field: string;
  readonly says: string;
  readonly fix: string;
}

function within(path: string, { requests, limits }: Resources): Wrong[] {
  return [...requests].flatMap(([name, request]) => {
    const limit = limits.get(name);
    const field = `${path}.resources.requests.${name}`;
    const says = `requests ${shown(name, request)} in ${field}`;
    if (!isIndivisible(name)) {
      return limit && compare(request, limit) > 0
        ? [
            {
              field,
              says: `${says}, above its limit of ${quoted(limit)}`,
              fix: 'raise the limit, or request less',
            },
          ]
        : [];
    }
    if (limit && compare(request, limit) === 0) return [];
    const seen = limit ? `and has a limit of ${quoted(limit)}` : 'without a limit';
    return [
      {
        field,
        says: `${says} ${seen}: ${name} is given out whole, so both are the same`,
        fix: `set the limit to ${quoted(request)}`,
      },
    ];
  });
}

/** What a pod has as a whole is enough for all its containers. */
function withinPod({ pods, containers, whole, parts }: PodResources): Wrong[] {
  if (!whole) return [];
  const path = `${pods.path}.resources`;
  const said = resourcesOf(pods.spec.resources);
  const requested = [...said.requests].flatMap(([name, request]) => {
    const sum = parts.requests.get(name);
    if (!sum || compare(sum, request) <= 0) return [];
    const field = `${path}.requests.${name}`;
    return [
      {
        field,
        says: `requests ${shown(name, request)} in ${field}, and its containers request ${quoted(sum)} together`,
        fix: `request at least ${quoted(sum)} for the pod`,
      },
    ];
  });
  const limited = containers
    .filter((each) => !each.path.startsWith(`${pods.path}.initContainers`))
    .flatMap((container) =>
      [...container.own.limits].flatMap(([name, limit]) => {
        const most = said.limits.get(name);
        if (!most || compare(limit, most) <= 0) return [];
        const field = `${container.path}.resources.limits.${name}`;
        return [
          {
            field,
            says: `limits ${name} to ${quoted(limit)} in ${field}, above the limit of its pod, ${quoted(most)}`,
            fix: 'raise the limit of the pod, or lower that of the container',
          },
        ];
      }),
    );
  return [...requested, ...limited];
}

function shown(name: string, quantity: Quantity): string {
  return `${name} ${quoted(quantity)}`;
}

function quoted(quantity: Quantity): string {
  return `"${textOf(quantity)}"`;
}
