import { describe, type GraphObject } from '../graph/graph';
import type { Pods, Port } from '../graph/pods';
import { portsOf, selectorOf, type ServicePort } from '../graph/services';
import type { Rule, Verdict } from '../check';

/**
 * Every port of a Service leads to a port that the containers of its pods listen on. Containers may
 * leave their ports out; then only a port by name can be judged.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
 */
export const serviceReachesPort: Rule = {
  name: 'service-reaches-port',
  severity: 'error',
  description: 'Every port of a Service leads to a port that the containers of its pods listen on.',
  *check(graph) {
    for (const object of graph.of('/Service')) {
      const selector = selectorOf(object.manifest);
      if (!selector) continue;
      const selected = graph.select(object.namespace, selector);
      for (const port of portsOf(object.manifest)) {
        const deaf = selected.find((each) => !listens(each.ports, port));
        if (deaf) yield verdict(object, port, deaf);
      }
    }
  },
};

function listens(ports: readonly Port[], { target, protocol }: ServicePort): boolean {
  if (typeof target === 'number' && ports.length === 0) return true;
  return ports.some(
    (port) => port.protocol === protocol && (port.name === target || port.number === target),
  );
}

function verdict(
  object: GraphObject,
  { path, port, target, protocol }: ServicePort,
  deaf: Pods,
): Verdict {
  const shown = typeof target === 'string' ? `"${target}"` : target;
  const has = deaf.ports.map(({ name, number, protocol: by }) =>
    [number, name && `"${name}"`, by !== 'TCP' && by].filter(Boolean).join(' '),
  );
  return {
    object,
    field: path,
    message: `${describe(object.manifest)} sends port ${port} to ${shown}${protocol === 'TCP' ? '' : ` ${protocol}`}, and no container of ${describe(deaf.object.manifest)} listens there: it has ${has.join(', ') || 'no port'}`,
    fix: `set targetPort to a port that the container has, or add port ${shown} to the container`,
  };
}
