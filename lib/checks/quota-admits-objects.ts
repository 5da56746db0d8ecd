import type { Rule, Verdict } from '../check';
import { describe, groupBy } from '../graph/graph';
import { limitsByNamespace } from '../graph/limit-ranges';
import { definedKind, isBuiltIn, valueAt } from '../graph/manifest';
import { podResourcesOf } from '../graph/pod-resources';
import { compare, NONE, plus, type Quantity, textOf, times } from '../graph/quantity';
import {
  automatic,
  claimsOf,
  type Share,
  sharesOf,
  type Workload,
  workloadOf,
} from '../graph/quota-usage';
import { isInScope, type Quota, quotasByNamespace } from '../graph/quotas';
import { scalesOf } from '../graph/replicas';

/**
 * A ResourceQuota leaves room for all that the program puts into its namespace, and for the pod more that an
 * update of a Deployment needs when it may not remove one first.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export const quotaAdmitsObjects: Rule = {
  name: 'quota-admits-objects',
  severity: 'error',
  description: 'A ResourceQuota leaves room for all that the program puts into its namespace.',
  *check(graph) {
    const quotas = quotasByNamespace(graph);
    if (quotas.size === 0) return;
    const limits = limitsByNamespace(graph);
    const scales = scalesOf(graph);
    const objects = groupBy(graph.objects, ({ namespace }) => namespace);
    const plurals = new Map(
      graph
        .of('apiextensions.k8s.io/CustomResourceDefinition')
        .map(({ manifest }) => [definedKind(manifest), valueAt(manifest, 'spec.names.plural')]),
    );
    for (const [namespace, its] of quotas) {
      if (namespace === undefined) continue;
      const workloads = graph
        .podsIn(namespace)
        .filter(({ object }) => isBuiltIn(object.manifest))
        .map((pods) => workloadOf(podResourcesOf(graph, pods, limits.get(namespace)), scales))
        .filter(({ count }) => count > 0);
      const shares = [
        ...automatic(graph, namespace),
        ...(objects.get(namespace) ?? []).flatMap((object) => sharesOf(object, plurals)),
        ...workloads.flatMap(claimsOf),
      ];
      for (const quota of its) {
        const counted = workloads.filter(({ resources }) => isInScope(quota, resources));
        yield* verdicts(quota, counted, quota.scopes.length === 0 ? shares : []);
      }
    }
  },
};

function* verdicts(
  quota: Quota,
  workloads: readonly Workload[],
  others: readonly Share[],
): Generator<Verdict> {
  const { object, hard } = quota;
  for (const [resource, most] of hard) {
    const takers = [...workloads, ...others].filter(({ each }) => each.has(resource));
    const sum = takers.reduce((total, share) => plus(total, taken(share, resource)), NONE);
    const subject = `${describe(object.manifest)} leaves "${textOf(most)}" of ${resource}`;
    const field = `spec.hard.${resource}`;
    if (compare(sum, most) > 0) {
      yield {
        object,
        field,
        message: `${subject}, and the program asks for "${textOf(sum)}" in its namespace: ${partsOf(takers, resource)}`,
        fix: `raise ${resource} to "${textOf(sum)}", or ask for less`,
      };
      continue;
    }
    const updated = largest(
      workloads.filter((each) => each.addsBeforeRemoving),
      resource,
    );
    const needed = plus(sum, updated?.each.get(resource) ?? NONE);
    if (!updated || compare(needed, most) <= 0) continue;
    yield {
      object,
      field,
      message: `${subject}, of which the program asks for "${textOf(sum)}" in its namespace, and "${textOf(needed)}" while ${updated.name} is updated: it starts a new pod before it stops an old one`,
      fix: `raise ${resource} to "${textOf(needed)}", or let the update stop a pod first, with maxUnavailable or the strategy "Recreate"`,
    };
  }
}

function taken({ each, count }: Share, resource: string): Quantity {
  return times(each.get(resource) ?? NONE, count);
}

function largest<T extends Share>(shares: readonly T[], resource: string): T | undefined {
  const size = (share: T) => share.each.get(resource) ?? NONE;
  return shares.reduce<T | undefined>(
    (most, share) => (most && compare(size(most), size(share)) >= 0 ? most : share),
    undefined,
  );
}

/** The largest shares, as in `3 × "500m" by Deployment "demo/api"`. */
function partsOf(shares: readonly Share[], resource: string): string {
  const sorted = [...shares].sort((left, right) =>
    compare(taken(right, resource), taken(left, resource)),
  );
  const shown = sorted.slice(0, 4).map(({ name, count, each }) => {
    const times = count === 1 ? '' : `${count} × `;
    return `${times}"${textOf(each.get(resource) ?? NONE)}" by ${name}`;
  });
  const rest = sorted.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`;
}
