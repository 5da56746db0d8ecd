import { describe, describeTarget, type Graph, type GraphObject, groupBy, targetOf } from './graph';
import type { Pods } from './pods';
import type { Reference, Target } from './references';
import { textOf } from './selector';
import { portsOf, selectorOf, type ServicePort } from './services';

/** How one object leads to another, or where that breaks. */
export interface Path {
  readonly isReached: boolean;
  /** The way, where there is one: `Ingress "demo/web" → Service "demo/web" port 80 → Deployment "demo/web"`. */
  readonly text: string;
  /** Where the ways end that could have led there, one sentence each. */
  readonly breaks: readonly string[];
  /** What is reached instead, in the order in which it is found. */
  readonly others: readonly GraphObject[];
}

/** An object on the way, and the one port by which it was come to. */
interface Stop {
  readonly object: GraphObject;
  readonly port: number | string | undefined;
  readonly before: Stop | undefined;
}

/** Where an object leads: to another, to nothing, or, with `why`, not as far as it says. */
interface Hop {
  readonly to?: GraphObject;
  readonly port?: number | string;
  readonly why?: string;
}

/**
 * Follows what a request follows and what a pod needs: an Ingress or route to a Service that has the
 * port, a Service to the pods that it selects and that listen where it sends to, and any object to those
 * that it names (`Graph.references`). Whether a NetworkPolicy lets the request through is not asked.
 */
export function pathBetween(graph: Graph, from: GraphObject, to: GraphObject): Path {
  const references = groupBy(graph.references, (reference) => reference.from);
  const start: Stop = { object: from, port: undefined, before: undefined };
  const stops = [start];
  const seen = new Set([placeOf(start)]);
  const broken: Hop[] = [];
  for (const stop of stops) {
    if (stop.object === to && stop !== start)
      return { isReached: true, text: textTo(stop), breaks: [], others: [] };
    for (const hop of hopsFrom(graph, stop, references.get(stop.object) ?? [])) {
      if (hop.why !== undefined) broken.push(hop);
      if (hop.why !== undefined || !hop.to) continue;
      const next: Stop = { object: hop.to, port: hop.port, before: stop };
      const place = placeOf(next);
      if (!seen.has(place)) stops.push(next);
      seen.add(place);
    }
  }
  const others = [...new Set(stops.slice(1).map(({ object }) => object))];
  // The nearer to the goal, the more is said: pods that do not listen, then those that are not chosen.
  const deaf = broken.flatMap((hop) => (hop.to === to ? (hop.why ?? []) : []));
  const missed = others.flatMap((object) => notSelected(graph, object, to));
  const rest = broken.flatMap(({ why }) => why ?? []);
  const breaks = deaf.length > 0 ? deaf : missed.length > 0 ? missed : rest;
  return { isReached: false, text: '', breaks: [...new Set(breaks)], others };
}

/** How a message names what was come to. */
function nameOf({ object, port }: Stop): string {
  return `${describe(object.manifest)}${port === undefined ? '' : ` port ${port}`}`;
}

function textTo(stop: Stop): string {
  const names = [];
  for (let each: Stop | undefined = stop; each; each = each.before) names.unshift(nameOf(each));
  return names.join(' → ');
}

function placeOf({ object, port }: Stop): string {
  const { kind, namespace, name } = targetOf(object);
  return [kind, namespace, name, typeof port, port].join('\n');
}

function hopsFrom(graph: Graph, stop: Stop, references: readonly Reference[]): Hop[] {
  return [
    ...references.flatMap((reference) => named(graph, reference, references)),
    ...served(graph, stop),
  ];
}

/** To what an object names; where a port is meant, the way leads through that port alone. */
function named(graph: Graph, { from, field, to }: Reference, all: readonly Reference[]): Hop[] {
  if (to.key !== undefined) return [];
  const withPort = (each: Reference) => each.to.port !== undefined && isSame(each.to, to);
  if (to.port === undefined && all.some(withPort)) return [];
  const object = graph.find(to);
  if (!object) {
    const outside = graph.outside(to) ? 'which the program does not make' : 'which is not there';
    return [
      { why: `${describe(from.manifest)} names ${describeTarget(to)} in ${field}, ${outside}` },
    ];
  }
  if (to.port === undefined || to.kind !== '/Service') return [{ to: object }];
  const port = portsOf(object.manifest).find((each) => isPort(each, to.port));
  if (port || selectorOf(object.manifest) === undefined) return [{ to: object, port: to.port }];
  const has = portsOf(object.manifest).map(shownPort).join(', ') || 'no port';
  return [
    {
      to: object,
      why: `${describe(from.manifest)} leads to port ${quoted(to.port)} of ${describe(object.manifest)} in ${field}, which has ${has}`,
    },
  ];
}

function isSame(one: Target, other: Target): boolean {
  return one.kind === other.kind && one.namespace === other.namespace && one.name === other.name;
}

function isPort({ port, name }: ServicePort, wanted: Target['port']): boolean {
  return port === wanted || name === wanted;
}

/** From a Service to the pods behind it. */
function served(graph: Graph, { object, port: wanted }: Stop): Hop[] {
  const selector = selectorOf(object.manifest);
  if (!selector) return [];
  const selected = graph.select(object.namespace, selector);
  if (selected.length === 0) {
    const labels = selector.map(({ text }) => text).join(', ');
    return [{ why: `${describe(object.manifest)} selects ${labels}, which no pod has` }];
  }
  const ports = portsOf(object.manifest).filter(
    (port) => wanted === undefined || isPort(port, wanted),
  );
  return selected.flatMap((pods) => {
    const deaf = ports.filter((port) => !listens(pods, port));
    if (deaf.length < ports.length || ports.length === 0) return [{ to: pods.object }];
    return deaf.map((port) => ({ to: pods.object, why: deafness(object, port, pods) }));
  });
}

function listens({ ports }: Pods, { target, protocol }: ServicePort): boolean {
  // Containers may leave their ports out.
  if (typeof target === 'number' && ports.length === 0) return true;
  return ports.some(
    (port) =>
      (port.name === target || port.number === target) &&
      (port.protocol === protocol || !port.saysProtocol),
  );
}

function deafness(service: GraphObject, { port, target, protocol }: ServicePort, pods: Pods) {
  const has = pods.ports.map(({ number, name, protocol: by }) =>
    [number, name && quoted(name), by !== 'TCP' && by].filter(Boolean).join(' '),
  );
  const to = `${quoted(target)}${protocol === 'TCP' ? '' : ` ${protocol}`}`;
  return `${describe(service.manifest)} sends port ${port} to ${to}, and no container of ${describe(pods.object.manifest)} listens there: it has ${has.join(', ') || 'no port'}`;
}

/** Why a Service that is reached does not lead to the pods that are looked for. */
function notSelected(graph: Graph, service: GraphObject, to: GraphObject): string[] {
  const selector = selectorOf(service.manifest);
  const pods = graph.pods.find(({ object }) => object === to);
  if (!selector || !pods || graph.select(service.namespace, selector).includes(pods)) return [];
  const labels = selector.map(({ text }) => text).join(', ');
  const why =
    service.namespace === to.namespace
      ? `the pods of ${describe(to.manifest)} have ${textOf(pods.labels)}`
      : `${describe(to.manifest)} is in another namespace`;
  return [`${describe(service.manifest)} selects ${labels}, and ${why}`];
}

function shownPort({ port, name }: ServicePort): string {
  return name === undefined ? String(port) : `${port} ${quoted(name)}`;
}

function quoted(port: number | string): string {
  return typeof port === 'string' ? `"${port}"` : String(port);
}
