import type { Rule, Verdict } from '../check';
import { describe, type Graph, type GraphObject } from '../graph/graph';
import { fieldsOf, valueAt } from '../graph/manifest';
import { covers, type PolicyRule } from '../graph/policy-rules';
import type { Pods } from '../graph/pods';
import { remembered } from '../graph/remembered';
import { portsOf, selectorOf, type ServicePort } from '../graph/services';

/**
 * NetworkPolicies leave open what the program itself needs: somebody may reach the pods behind a Service,
 * what is outside may reach those behind an Ingress or a route, and pods that call a Service by its name may
 * ask for its address.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export const networkPolicyKeepsPath: Rule = {
  name: 'network-policy-keeps-path',
  severity: 'error',
  description: 'NetworkPolicies leave open the paths that the program itself needs.',
  *check(graph) {
    const behind = isolatedBehind(graph);
    yield* closedServices(graph, behind);
    yield* closedRoutes(graph, behind);
    yield* closedNames(graph);
  },
};

const more = 'add a policy that allows it, or widen one that there is';

/** A Service of which no port can be reached; one that is open beside others may be closed on purpose. */
function* closedServices(graph: Graph, behind: Behind): Generator<Verdict> {
  for (const object of graph.of('/Service')) {
    // A headless Service gives names to pods; nobody need connect to them.
    if (valueAt(object.manifest, 'spec.clusterIP') === 'None') continue;
    const ports = portsOf(object.manifest);
    const shut = ports.map((port) => behind(object, port));
    const [first] = shut;
    const [port] = ports;
    if (!first || !port || shut.some((each) => !each || each.rules.length > 0)) continue;
    yield {
      object,
      field: port.path,
      message: `${describe(object.manifest)} sends port ${port.port} to ${String(port.target)} of ${describe(first.pods.object.manifest)}, which ${describe(first.policy.manifest)} isolates, and no NetworkPolicy lets anyone reach that port`,
      fix: more,
    };
  }
}

function* closedRoutes(graph: Graph, behind: Behind): Generator<Verdict> {
  // A controller of the program's own may be any of its pods.
  if (graph.of('networking.k8s.io/IngressClass', `${GATEWAY}/GatewayClass`).length > 0) return;
  const told = new Set<GraphObject>();
  const doors = openDoors(graph);
  const isOpen = remembered(
    (rule: PolicyRule) =>
      graph.policies.reachesOthers(rule) ||
      graph.policies.peersOf(rule).some((peer) => doors.has(peer)),
    new Map<PolicyRule, boolean>(),
  );
  for (const { from, field, to } of graph.references) {
    if (to.kind !== '/Service' || to.port === undefined || told.has(from)) continue;
    if (from.manifest.kind !== 'Ingress' && !from.manifest.kind.endsWith('Route')) continue;
    const service = graph.find(to);
    const port =
      service &&
      portsOf(service.manifest).find(({ name, port }) => name === to.port || port === to.port);
    const shut = port && behind(service, port);
    if (!shut || shut.rules.length === 0 || shut.rules.some(isOpen)) continue;
    told.add(from);
    yield {
      object: from,
      field,
      message: `${describe(from.manifest)} leads to ${describe(service.manifest)}, and the NetworkPolicies of ${describe(shut.pods.object.manifest)}, such as ${describe(shut.policy.manifest)}, let in pods of the program only: its controller is cut off`,
      fix: 'let in the namespace of the controller with a `namespaceSelector`',
    };
  }
}

const GATEWAY = 'gateway.networking.k8s.io';

/** Pods that take in what comes from outside the cluster, as a controller does that the program brings. */
function openDoors(graph: Graph): ReadonlySet<Pods> {
  const services = graph.of('/Service').filter(({ manifest }) => {
    return ['LoadBalancer', 'NodePort'].includes(String(valueAt(manifest, 'spec.type')));
  });
  return new Set([
    ...services.flatMap(({ manifest, namespace }) =>
      graph.select(namespace, selectorOf(manifest) ?? [{ ...never }]),
    ),
    ...graph.pods.filter(({ spec }) => spec.hostNetwork === true),
  ]);
}

const never = { text: '', key: '', values: undefined, holds: () => false };

/** The pods behind a port of a Service where all of them are isolated. */
interface Shut {
  readonly pods: Pods;
  readonly policy: GraphObject;
  /** The rules that let somebody in to that port. */
  readonly rules: readonly PolicyRule[];
}

type Behind = (service: GraphObject, port: ServicePort) => Shut | undefined;

/** What is behind a port of a Service; found once for all Services that choose the same pods. */
function isolatedBehind(graph: Graph): Behind {
  const known = new Map<readonly Pods[], Map<string, Shut | undefined>>();
  return ({ manifest, namespace }, port) => {
    const selector = selectorOf(manifest);
    if (!selector) return undefined;
    const selected = graph.select(namespace, selector);
    const ports = known.get(selected) ?? new Map<string, Shut | undefined>();
    known.set(selected, ports);
    const key = `${typeof port.target} ${port.target} ${port.protocol}`;
    if (!ports.has(key)) ports.set(key, shutAt(graph, selected, port));
    return ports.get(key);
  };
}

function shutAt(
  { policies }: Graph,
  selected: readonly Pods[],
  port: ServicePort,
): Shut | undefined {
  // Pods of the same policies have the same array of rules.
  const rules = new Set<readonly PolicyRule[]>();
  for (const pods of selected) {
    if (policies.isolating(pods, 'ingress').length === 0) return undefined;
    const number = numberOf(pods, port);
    if (number === undefined) return undefined;
    rules.add(policies.rulesFor(pods, number, port.protocol));
  }
  const [pods] = selected;
  const policy = pods && policies.isolating(pods, 'ingress')[0];
  return policy ? { pods, policy, rules: [...rules].flat() } : undefined;
}

function numberOf({ ports }: Pods, { target, protocol }: ServicePort): number | undefined {
  if (typeof target === 'number') return target;
  return ports.find((port) => port.name === target && port.protocol === protocol)?.number;
}

function* closedNames(graph: Graph): Generator<Verdict> {
  const { policies } = graph;
  const letAskForNames = remembered(
    // A name server may be a pod of the program, if a rule says port 53.
    (rules: readonly PolicyRule[]) =>
      rules.some(
        (rule) =>
          covers(rule, undefined, 53, 'UDP') &&
          (rule.ports !== undefined || policies.reachesOthers(rule)),
      ),
    new Map<readonly PolicyRule[], boolean>(),
  );
  for (const pods of graph.pods) {
    const [policy] = policies.isolating(pods, 'egress');
    if (!policy || letAskForNames(policies.rules(pods, 'egress'))) continue;
    const called = calledBy(graph, pods);
    if (!called) continue;
    yield {
      object: pods.object,
      field: called.field,
      message: `${describe(pods.object.manifest)} calls ${describe(called.service.manifest)} by its name, and ${describe(policy.manifest)} isolates it, while no NetworkPolicy lets it ask for names: UDP port 53 of the cluster's DNS`,
      fix: 'allow egress to UDP and TCP port 53 of the pods with k8s-app=kube-dns in namespace "kube-system"',
    };
  }
}

/** A host behind `//` or `@`, with its namespace or port, if any: `http://api`, `redis.demo:6379`. */
const host = /(\/\/|@)?\b([a-z][a-z0-9-]*)(?:\.([a-z0-9-]+)(\.svc\b)?)?(:\d+)?/g;

/** The first Service that a container of these pods mentions as a host, and where. */
function calledBy(graph: Graph, { object, containers }: Pods) {
  for (const { path, fields } of containers) {
    const { command, args, env } = fields;
    for (const { path: field, value } of fieldsOf({ command, args, env }, path)) {
      if (typeof value !== 'string') continue;
      for (const [, scheme, name = '', place, svc, port] of value.matchAll(host)) {
        const namespace = place ?? object.namespace;
        const service = graph.find({ kind: '/Service', namespace, name });
        if (!service) continue;
        const has = (number: string) =>
          portsOf(service.manifest).some((each) => `:${each.port}` === number);
        if (scheme !== undefined || svc !== undefined || (port && has(port))) {
          return { field, service };
        }
      }
    }
  }
  return undefined;
}
