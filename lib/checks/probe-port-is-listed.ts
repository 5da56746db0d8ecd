import type { Rule } from '../check';
import { describe, show } from '../graph/graph';
import { askedPorts, textOfPorts } from './probe-port-exists';

/**
 * A container that lists its ports lists the number that its probes ask, too. It may listen on others; but whoever
 * reads the list, and every other check, takes it for whole.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
 */
export const probePortIsListed: Rule = {
  name: 'probe-port-is-listed',
  severity: 'warning',
  description: 'A container that lists its ports lists the ones that its probes ask.',
  *check(graph) {
    let told: unknown[] = [];
    for (const { pods, field, port, ports, isOfProbe, isWrong } of askedPorts(graph)) {
      const { object } = pods;
      const isOfOther = pods.ports.some(({ number }) => number === port);
      // What is certainly wrong is told as an error.
      if (isWrong || !isOfProbe || isOfOther || ports.length === 0) continue;
      // Several probes of a container mostly ask one port.
      if (told[0] === ports && told[1] === port) continue;
      told = [ports, port];
      yield {
        object,
        field,
        message: `${describe(object.manifest)} asks port ${show(port)} in ${field}, and its container lists ${textOfPorts(ports)}`,
        fix: 'correct the port, or add it to the ports of the container',
      };
    }
  },
};
