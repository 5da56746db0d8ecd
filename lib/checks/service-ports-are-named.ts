import type { Rule } from '../check';
import { describe, groupBy, show } from '../graph/graph';
import { portsOf } from '../graph/services';

/**
 * A Service with several ports gives each of them a name, and names none of them twice. No two of its
 * ports have the same number and protocol.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services
 */
export const servicePortsAreNamed: Rule = {
  name: 'service-ports-are-named',
  severity: 'error',
  description: 'A Service with several ports names each of them, and none of them twice.',
  *check(graph) {
    for (const object of graph.of('/Service')) {
      const ports = portsOf(object.manifest);
      if (ports.length < 2) continue;
      const said = describe(object.manifest);
      const list = ports.map(({ port }) => show(port)).join(', ');
      const unnamed = ports.find(({ name }) => name === undefined);
      if (unnamed) {
        yield {
          object,
          field: 'spec.ports',
          message: `${said} has the ports ${list}, and ${show(unnamed.port)} has no name; of several, each needs one`,
          fix: 'give every port a name, such as "http"',
        };
      }
      for (const [name, same] of groupBy(ports, (port) => port.name)) {
        if (name === undefined || same.length < 2) continue;
        yield {
          object,
          field: 'spec.ports',
          message: `${said} gives the name ${show(name)} to the ports ${same.map(({ port }) => show(port)).join(', ')}`,
          fix: 'give each port a name of its own',
        };
      }
      for (const [taken, same] of groupBy(ports, ({ port, protocol }) => `${port} ${protocol}`)) {
        if (same.length < 2) continue;
        yield {
          object,
          field: 'spec.ports',
          message: `${said} has the port ${taken} ${same.length} times`,
          fix: 'remove all but one of them, or change their numbers',
        };
      }
    }
  },
};
