import type { Rule } from '../check';
import { describe } from '../graph/graph';
import type { Pods } from '../graph/pods';
import { podsChosen } from '../graph/selections';

/**
 * Where NetworkPolicies isolate some pods of a namespace, they isolate all that listen: the others are open to
 * every pod of the cluster.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-traffic
 */
export const namespaceIsolatesAllPods: Rule = {
  name: 'namespace-isolates-all-pods',
  severity: 'warning',
  description: 'Where some pods of a namespace are isolated for ingress, all that listen are.',
  *check(graph) {
    const isolating = (pods: Pods) => graph.policies.isolating(pods, 'ingress')[0];
    // Of each namespace, the first policy that isolates.
    const policies = new Map(
      graph.pods.toReversed().flatMap((pods) => {
        const policy = isolating(pods);
        return policy ? [[pods.object.namespace, policy] as const] : [];
      }),
    );
    if (policies.size === 0) return;
    const services = graph.selections.filter(({ use }) => use === 'service');
    // Services with the same selector choose the same array of pods.
    const chosen = new Set(services.map((each) => podsChosen(graph, each).items));
    const served = new Set([...chosen].flat());
    for (const pods of graph.pods) {
      const policy = policies.get(pods.object.namespace);
      if (!policy || isolating(pods) || pods.spec.hostNetwork === true) continue;
      if (pods.ports.length === 0 && !served.has(pods)) continue;
      yield {
        object: pods.object,
        message: `${describe(pods.object.manifest)} listens and is isolated by no NetworkPolicy, while ${describe(policy.manifest)} isolates other pods of its namespace`,
        fix: 'add a NetworkPolicy with an empty `podSelector` that denies all ingress, and allow what is needed',
      };
    }
  },
};
