import type { Rule } from '../check';
import { describe, type GraphObject, show } from '../graph/graph';
import { type Container, isBuiltIn, valueAt } from '../graph/manifest';
import { didYouMean } from '../graph/nearest';
import { portsOf } from '../graph/pods';

/** Where a container says which of its ports is asked. */
const actions = [
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) =>
    ['httpGet', 'tcpSocket', 'grpc'].map((by) => `${probe}.${by}`),
  ),
  'lifecycle.postStart.httpGet',
  'lifecycle.preStop.httpGet',
];

/**
 * The port that a probe or a lifecycle hook asks by its name is a port of the same container.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
 */
export const probePortExists: Rule = {
  name: 'probe-port-exists',
  severity: 'error',
  description: 'The port that a probe or a lifecycle hook asks by name is one of its container.',
  *check(graph) {
    for (const { object, containers } of graph.pods) {
      if (!isBuiltIn(object.manifest)) continue;
      for (const container of containers) yield* verdicts(object, container);
    }
  },
};

function* verdicts(object: GraphObject, container: Container) {
  const { path, fields } = container;
  for (const action of actions) {
    const port = valueAt(fields, `${action}.port`);
    // The kubelet takes digits in quotes for a number.
    if (typeof port !== 'string' || /^\d+$/.test(port)) continue;
    const ports = portsOf(container);
    if (ports.some(({ name }) => name === port)) continue;
    const there = ports.map(({ number, name }) => [number, name && show(name)].filter(Boolean));
    const field = `${path}.${action}.port`;
    yield {
      object,
      field,
      message: `${describe(object.manifest)} asks port "${port}" in ${field}, and its container has ${there.map((each) => each.join(' ')).join(', ') || 'no port'}${didYouMean(
        port,
        ports.flatMap(({ name }) => name ?? []),
      )}`,
      fix: `correct the name, or give it to a port of the container`,
    };
  }
}
