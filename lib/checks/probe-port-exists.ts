import type { Rule } from '../check';
import { describe, type Graph, groupBy, show } from '../graph/graph';
import { type Container, isBuiltIn, type Manifest, valueAt } from '../graph/manifest';
import { didYouMean, nearest } from '../graph/nearest';
import { type Pods, type Port, portsOf } from '../graph/pods';

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) =>
  ['httpGet', 'tcpSocket', 'grpc'].map((by) => `${probe}.${by}`),
);

/** Where a container says which of its ports is asked. */
const actions = [...probes, 'lifecycle.postStart.httpGet', 'lifecycle.preStop.httpGet'];

/**
 * The port that a probe or a lifecycle hook asks by its name is a port of the same container. A number may be
 * asked that no container lists; it is wrong where another probe of the container asks a port that it lists, and
 * nothing else in the pod mentions the number.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
 */
export const probePortExists: Rule = {
  name: 'probe-port-exists',
  severity: 'error',
  description: 'The port that a probe or a lifecycle hook asks is one of its container.',
  *check(graph) {
    for (const asked of askedPorts(graph)) {
      if (!asked.isWrong) continue;
      const { pods, field, port, ports } = asked;
      const { object } = pods;
      yield {
        object,
        field,
        message: `${describe(object.manifest)} asks port ${show(port)} in ${field}, and its container has ${textOfPorts(ports)}${hint(asked)}`,
        fix: `correct the port, or give it to the container`,
      };
    }
  },
};

/** A port that a probe or hook asks, and its container does not list. */
interface Asked {
  readonly pods: Pods;
  readonly field: string;
  readonly port: number | string;
  /** Those that the container lists. */
  readonly ports: readonly Port[];
  readonly isOfProbe: boolean;
  /** Whether the container certainly does not listen there. */
  readonly isWrong: boolean;
}

export function* askedPorts(graph: Graph): Generator<Asked> {
  const references = groupBy(graph.references, ({ from }) => from);
  for (const pods of graph.pods) {
    if (!isBuiltIn(pods.object.manifest)) continue;
    const configs = (references.get(pods.object) ?? []).flatMap(({ to }) =>
      to.kind === '/ConfigMap' ? (graph.find(to)?.manifest ?? []) : [],
    );
    for (const container of pods.containers) yield* askedOf(pods, container, configs);
  }
}

function* askedOf(
  pods: Pods,
  container: Container,
  configs: readonly Manifest[],
): Generator<Asked> {
  const ports = portsOf(container);
  const asked = actions.flatMap((action) => {
    const value = valueAt(container.fields, `${action}.port`);
    // The kubelet takes digits in quotes for a number.
    const port = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    if (typeof port !== 'number' && typeof port !== 'string') return [];
    const isListed = ports.some(({ name, number }) => port === name || port === number);
    return [{ action, port, isListed }];
  });
  const asksListed = asked.some(({ action, isListed }) => isListed && probes.includes(action));
  for (const { action, port, isListed } of asked) {
    if (isListed) continue;
    const isOfProbe = probes.includes(action);
    const isWrong =
      typeof port === 'string' || (isOfProbe && asksListed && !isMentioned(port, pods, configs));
    yield { pods, field: `${container.path}.${action}.port`, port, ports, isOfProbe, isWrong };
  }
}

/** Whether the number stands elsewhere than in a probe: in an argument, a variable, another port, a ConfigMap. */
function isMentioned(
  port: number,
  { containers, object, path }: Pods,
  configs: readonly Manifest[],
): boolean {
  const texts = [
    object.manifest.metadata.annotations,
    valueAt(object.manifest, path.replace(/spec$/, 'metadata.annotations')),
    ...containers.map(({ fields: { command, args, env, ports } }) => [command, args, env, ports]),
    ...configs.map(({ data }) => data),
  ];
  return new RegExp(`(?<!\\d)${port}(?!\\d)`).test(JSON.stringify(texts));
}

/** The ports that there are, for a message. */
export function textOfPorts(ports: readonly Port[]): string {
  const shown = ports.map(({ number, name, protocol }) =>
    [number, name && show(name), protocol !== 'TCP' && protocol].filter(Boolean).join(' '),
  );
  return shown.join(', ') || 'no port';
}

function hint({ port, ports }: Asked): string {
  if (typeof port === 'string') {
    const names = ports.flatMap(({ name }) => name ?? []);
    return didYouMean(port, names);
  }
  const numbers = ports.map(({ number }) => String(number));
  const meant = nearest(String(port), numbers);
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}
