import type { Rule } from '../check';
import { describe, type Graph, type GraphObject, show } from '../graph/graph';
import { asList, type Fields, kindOf, listAt, valueAt } from '../graph/manifest';
import { didYouMean } from '../graph/nearest';
import { requirementsOf } from '../graph/selector';

const GROUP = 'gateway.networking.k8s.io';

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

/** The kinds of route that a listener takes when it does not say. */
const usual: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    HTTP: ['HTTPRoute', 'GRPCRoute'],
    HTTPS: ['HTTPRoute', 'GRPCRoute'],
    TLS: ['TLSRoute', 'TCPRoute'],
    TCP: ['TCPRoute'],
    UDP: ['UDPRoute'],
  }),
);

/** A route and one of the Gateways that it wants to belong to. */
interface Attempt {
  readonly graph: Graph;
  readonly route: GraphObject;
  readonly parent: Fields;
  readonly gateway: GraphObject;
}

/** One thing that a listener must grant; those that are left pass on to the next. */
interface Condition {
  /** The field of the route that asks for it; below the parentRef when it starts with a dot. */
  readonly field: string;
  readonly holds: (listener: Fields, attempt: Attempt) => boolean;
  /** What is wrong when no listener is left: what the route has, and what the listeners have. */
  readonly says: (listeners: readonly Fields[], attempt: Attempt) => string;
  readonly fix: string;
}

const conditions: readonly Condition[] = [
  {
    field: '.sectionName',
    holds: ({ name }, { parent }) => (parent.sectionName ?? name) === name,
    says: (listeners, { parent }) => {
      const names = listeners.map(({ name }) => String(name));
      return `by its listener ${show(parent.sectionName)}, and it has ${names.map(show).join(', ') || 'none'}${didYouMean(String(parent.sectionName), names)}`;
    },
    fix: 'name a listener of the Gateway, or leave sectionName out',
  },
  {
    field: '.port',
    holds: ({ port }, { parent }) => (parent.port ?? port) === port,
    says: (listeners, { parent }) =>
      `by its port ${show(parent.port)}, and it listens on ${listeners.map(({ port }) => show(port)).join(', ')}`,
    fix: 'name a port of a listener of the Gateway, or leave port out',
  },
  {
    field: 'metadata.namespace',
    holds: admitsNamespace,
    says: (listeners, { route }) =>
      `from namespace "${route.namespace ?? ''}", and ${theListeners(listeners)} only routes from ${[...new Set(listeners.map(sourcesOf))].join(' or ')}`,
    fix: 'set allowedRoutes.namespaces of a listener so that it takes routes from this namespace',
  },
  {
    field: 'kind',
    holds: admitsKind,
    says: (listeners, { route }) =>
      `as ${route.manifest.kind}, and ${theListeners(listeners)} only ${[...new Set(listeners.flatMap(kindsOf))].join(', ')}`,
    fix: 'use a listener of the protocol of this route, or name its kind in allowedRoutes.kinds',
  },
  {
    field: 'spec.hostnames',
    holds: ({ hostname }, { route }) =>
      hostnamesOf(route).length === 0 || hostnamesOf(route).some((each) => meet(each, hostname)),
    says: (listeners, { route }) =>
      `for ${hostnamesOf(route).map(show).join(', ')}, and ${theListeners(listeners)} only ${listeners.map(({ hostname }) => show(hostname)).join(', ')}`,
    fix: 'make a hostname of the route match that of a listener; "*." stands for one label or more',
  },
];

/**
 * A route finds in its Gateway a listener that takes it: of that name and port, for routes of its namespace
 * and kind, and for one of its host names.
 *
 * @see https://gateway-api.sigs.k8s.io/concepts/api-overview/#attaching-routes-to-gateways
 */
export const routeAttachesToGateway: Rule = {
  name: 'route-attaches-to-gateway',
  severity: 'error',
  description: 'A route finds in its Gateway a listener that takes it.',
  *check(graph) {
    for (const route of graph.of(...ROUTES.map((kind) => `${GROUP}/${kind}`))) {
      for (const [index, parent] of listAt(route.manifest, 'spec.parentRefs').entries()) {
        const gateway = gatewayOf(graph, route, parent);
        if (!gateway) continue;
        const attempt = { graph, route, parent, gateway };
        let listeners = listAt(gateway.manifest, 'spec.listeners');
        for (const { field, holds, says, fix } of conditions) {
          const left = listeners.filter((listener) => holds(listener, attempt));
          if (left.length === 0) {
            yield {
              object: route,
              field: field.startsWith('.') ? `spec.parentRefs[${index}]${field}` : field,
              message: `${describe(route.manifest)} attaches to ${describe(gateway.manifest)} ${says(listeners, attempt)}`,
              fix,
            };
            break;
          }
          listeners = left;
        }
      }
    }
  },
};

function gatewayOf(graph: Graph, route: GraphObject, parent: Fields): GraphObject | undefined {
  const { group = GROUP, kind = 'Gateway', namespace = route.namespace, name } = parent;
  if (group !== GROUP || kind !== 'Gateway') return undefined;
  return graph.find({
    kind: `${GROUP}/Gateway`,
    namespace: String(namespace),
    name: String(name),
  });
}

function admitsNamespace(listener: Fields, { graph, route, gateway }: Attempt): boolean {
  const from = valueAt(listener, 'allowedRoutes.namespaces.from') ?? 'Same';
  if (from === 'Same') return route.namespace === gateway.namespace;
  if (from !== 'Selector') return from !== 'None';
  const name = route.namespace ?? '';
  // The labels of a namespace that others make are not known.
  if (!graph.namespaces.has(name)) return true;
  const labels = graph.labelsOfNamespace(name);
  const selector = valueAt(listener, 'allowedRoutes.namespaces.selector');
  return requirementsOf(selector).every(({ holds }) => holds(labels));
}

function sourcesOf(listener: Fields): string {
  const from = valueAt(listener, 'allowedRoutes.namespaces.from') ?? 'Same';
  if (from === 'Same') return 'its own';
  if (from === 'None') return 'none';
  const selector = valueAt(listener, 'allowedRoutes.namespaces.selector');
  return `those with ${requirementsOf(selector)
    .map(({ text }) => text)
    .join(' and ')}`;
}

function admitsKind(listener: Fields, { route }: Attempt): boolean {
  const kinds = listAt(listener, 'allowedRoutes.kinds');
  if (kinds.length === 0) {
    return usual.get(String(listener.protocol))?.includes(route.manifest.kind) ?? true;
  }
  return kinds.some(
    ({ group = GROUP, kind }) => `${String(group)}/${String(kind)}` === kindOf(route.manifest),
  );
}

function kindsOf(listener: Fields): readonly string[] {
  const kinds = listAt(listener, 'allowedRoutes.kinds');
  if (kinds.length > 0) return kinds.map(({ kind }) => String(kind));
  return usual.get(String(listener.protocol)) ?? [];
}

function hostnamesOf({ manifest }: GraphObject): readonly string[] {
  return asList(valueAt(manifest, 'spec.hostnames')).filter((name) => typeof name === 'string');
}

/** Whether a request may be for both: `*.` at the beginning of either stands for one label or more. */
function meet(one: string, other: unknown): boolean {
  if (typeof other !== 'string' || other === '') return true;
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  if (a.startsWith('*.') && b.endsWith(a.slice(1))) return true;
  if (b.startsWith('*.') && a.endsWith(b.slice(1))) return true;
  return a === b;
}

function theListeners({ length }: readonly Fields[]): string {
  return length === 1 ? 'its listener takes' : 'its listeners take';
}
