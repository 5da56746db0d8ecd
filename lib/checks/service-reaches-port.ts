import type { Rule, Verdict } from '../check';
import { describe, type Graph, type GraphObject } from '../graph/graph';
import { didYouMean, nearest } from '../graph/nearest';
import type { Pods, Port } from '../graph/pods';
import { portsOf, selectorOf, type ServicePort } from '../graph/services';
import { textOfPorts } from './probe-port-exists';

/**
 * Every port of a Service leads to a port that the containers of its pods listen on. Containers may
 * leave their ports out; then only a port by name can be judged. A number that no container has is wrong
 * where they have a port that no Service leads to: that one was meant.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
 */
export const serviceReachesPort: Rule = {
  name: 'service-reaches-port',
  severity: 'error',
  description: 'Every port of a Service leads to a port that the containers of its pods listen on.',
  *check(graph) {
    const reached = reachedPorts(graph);
    for (const object of graph.of('/Service')) {
      const selector = selectorOf(object.manifest);
      if (!selector) continue;
      const selected = serving(graph.select(object.namespace, selector));
      for (const port of portsOf(object.manifest)) {
        // What is no number is told by another rule.
        if (Number.isNaN(port.target)) continue;
        const deaf = selected.find(
          (each) =>
            !listens(each, port) &&
            (typeof port.target === 'string' ||
              each.ports.some(
                (spare) => !reached.has(spare) && (isAside(port) || !isAside(spare)),
              )),
        );
        if (deaf) yield verdict(object, port, deaf);
      }
    }
  },
};

/** Every port of a container that some Service leads to. */
function reachedPorts(graph: Graph): ReadonlySet<Port> {
  const services = graph.of('/Service').flatMap(({ manifest, namespace }) => {
    const selector = selectorOf(manifest);
    return selector ? [{ selected: graph.select(namespace, selector), manifest }] : [];
  });
  return new Set(
    services.flatMap(({ selected, manifest }) => {
      const ports = portsOf(manifest);
      return selected.flatMap((each) =>
        each.ports.filter((port) => ports.some((service) => isSame(port, service))),
      );
    }),
  );
}

/** Ports that are for others than the usual clients. */
function isAside({ name = '' }: Pick<Port, 'name'>): boolean {
  return /metrics|prom|health|probe|live|ready|admin|debug|prof/.test(name);
}

/** Those of the pods that stay: a Job or a test beside them is not what a Service is for. */
function serving(selected: readonly Pods[]): readonly Pods[] {
  const staying = selected.filter(({ object, spec: { restartPolicy = 'Always' } }) => {
    return restartPolicy === 'Always' && !object.manifest.kind.endsWith('Job');
  });
  return staying.length > 0 ? staying : selected;
}

function listens({ ports }: Pods, port: ServicePort): boolean {
  if (typeof port.target === 'number' && ports.length === 0) return true;
  return ports.some((each) => isSame(each, port));
}

function isSame(port: Port, { target, protocol }: ServicePort): boolean {
  if (port.name === target) return port.protocol === protocol;
  // A container listens on what it likes; a protocol that was left out says nothing.
  return port.number === target && (port.protocol === protocol || !port.saysProtocol);
}

function verdict(
  object: GraphObject,
  { path, port, target, protocol }: ServicePort,
  deaf: Pods,
): Verdict {
  const shown = typeof target === 'string' ? `"${target}"` : target;
  return {
    object,
    field: path,
    message: `${describe(object.manifest)} sends port ${port} to ${shown}${protocol === 'TCP' ? '' : ` ${protocol}`}, and no container of ${describe(deaf.object.manifest)} listens there: it has ${textOfPorts(deaf.ports)}${hint(target, deaf)}`,
    fix: `set targetPort to a port that the container has, or add port ${shown} to the container`,
  };
}

function hint(target: number | string, { ports }: Pods): string {
  if (typeof target === 'string') {
    return didYouMean(
      target,
      ports.flatMap(({ name }) => name ?? []),
    );
  }
  const meant = nearest(
    String(target),
    ports.map(({ number }) => String(number)),
  );
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}
