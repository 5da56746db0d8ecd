import type { Rule, Verdict } from '../check';
import { describe, type Graph } from '../graph/graph';
import { didYouMean } from '../graph/nearest';
import { type PolicyPort, rulesOf } from '../graph/policy-rules';
import type { Pods, Port } from '../graph/pods';
import { kept } from '../graph/remembered';
import { isOurs, podsChosen } from '../graph/selections';
import { portsOf, selectorOf } from '../graph/services';

/**
 * A port of a NetworkPolicy is one of the pods that it is about: those that it selects for ingress, the peers
 * for egress. It is the port of the container, not that of the Service in front of it. Containers may leave
 * their ports out, so a number is wrong only where it is that of a Service which leads elsewhere.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
export const networkPolicyPortExists: Rule = {
  name: 'network-policy-port-exists',
  severity: 'error',
  description: 'A port of a NetworkPolicy is one of the pods that it is about.',
  *check(graph) {
    for (const selection of graph.selections) {
      const { from, use } = selection;
      if (use !== 'policy' || !isOurs(graph, from.namespace ?? 'default')) continue;
      const selected = podsChosen(graph, selection);
      for (const { ports = [] } of rulesOf(from, 'ingress')) {
        if (selected.isOpen) break;
        for (const port of ports) yield* judge(graph, port, selected.items, from);
      }
      for (const rule of rulesOf(from, 'egress')) {
        if (!rule.peers || !rule.ports || graph.policies.reachesOthers(rule)) continue;
        const peers = graph.policies.peersOf(rule);
        for (const port of rule.ports) yield* judge(graph, port, peers, from);
      }
    }
  },
};

function* judge(
  graph: Graph,
  { path, port, endPort, protocol }: PolicyPort,
  pods: readonly Pods[],
  object: Verdict['object'] & { manifest: Parameters<typeof describe>[0] },
): Generator<Verdict> {
  if (port === undefined || endPort !== undefined || pods.length === 0) return;
  const isMeant = (each: Port) =>
    (each.name === port && each.protocol === protocol) ||
    (each.number === port && (each.protocol === protocol || !each.saysProtocol));
  if (pods.some(({ ports }) => ports.some(isMeant))) return;
  const [first] = pods;
  const whose = first ? describe(first.object.manifest) : '';
  const others = pods.length > 1 ? ` and ${pods.length - 1} more` : '';
  if (typeof port === 'string') {
    const names = new Set(pods.flatMap(({ ports }) => ports.flatMap(({ name }) => name ?? [])));
    yield {
      object,
      field: `${path}.port`,
      message: `${describe(object.manifest)} lets through port "${port}" ${protocol}, and no container of ${whose}${others} has a port of that name${didYouMean(port, names)}`,
      fix: 'name a port that the container has, or add the name to the container',
    };
    return;
  }
  if (pods.some((each) => each.ports.length === 0)) return;
  const translated = translatedPorts(graph);
  const servicePort = `${port} ${protocol}`;
  const leading = pods.find((each) => translated.get(each)?.has(servicePort));
  const target = leading && translated.get(leading)?.get(servicePort);
  if (target === undefined) return;
  yield {
    object,
    field: `${path}.port`,
    message: `${describe(object.manifest)} lets through port ${port}, which is that of ${target}, and no container of ${whose}${others} listens there: a NetworkPolicy sees the port of the container`,
    fix: 'write the port of the container, by number or by name',
  };
}

/** For each pod: port and protocol of a Service that leads to another port of it → how to say so. */
const translatedPorts = kept((graph: Graph) => {
  const translated = new Map<Pods, Map<string, string>>();
  for (const { manifest, namespace } of graph.of('/Service')) {
    const selector = selectorOf(manifest);
    if (!selector) continue;
    const ports = portsOf(manifest).filter(({ port, target }) => port !== target);
    for (const pods of graph.select(namespace, selector)) {
      const known = translated.get(pods) ?? new Map<string, string>();
      translated.set(pods, known);
      for (const { port, target, protocol } of ports) {
        known.set(
          `${port} ${protocol}`,
          `${describe(manifest)} and leads to ${typeof target === 'string' ? `"${target}"` : target}`,
        );
      }
    }
  }
  return translated;
});
