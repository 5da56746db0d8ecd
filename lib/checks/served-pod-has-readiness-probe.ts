import type { Rule } from '../check';
import { describe, groupBy } from '../graph/graph';
import { isBuiltIn, valueAt } from '../graph/manifest';
import { type Pods, type Port, portsOf as portsOfContainer } from '../graph/pods';
import { portsOf, selectorOf, type ServicePort } from '../graph/services';

/**
 * Pods behind a Service say when they are ready: one of the containers that it leads to has a
 * readinessProbe.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-probes
 */
export const servedPodHasReadinessProbe: Rule = {
  name: 'served-pod-has-readiness-probe',
  severity: 'warning',
  description: 'Pods behind a Service say with a readinessProbe when they are ready.',
  *check(graph) {
    const served = graph.of('/Service').flatMap((service) => {
      const selector = selectorOf(service.manifest);
      if (!selector || valueAt(service.manifest, 'spec.publishNotReadyAddresses') === true)
        return [];
      // Metrics are asked of every pod, ready or not.
      const ports = portsOf(service.manifest).filter(
        ({ name }) => !/metrics|prometheus|monitor/.test(name ?? ''),
      );
      return graph
        .select(service.namespace, selector)
        .filter((pods) => isServer(pods) && !saysReady(pods, ports))
        .map((pods) => ({ service, pods }));
    });
    for (const [{ object, path }, [first]] of groupBy(served, ({ pods }) => pods)) {
      if (!first) continue;
      yield {
        object,
        field: path,
        message: `${describe(object.manifest)} gets the traffic of ${describe(first.service.manifest)} as soon as its containers have started: none that is served has a readinessProbe`,
        fix: 'give the container a readinessProbe, so that only pods which can answer are asked',
      };
    }
  },
};

function isServer({ object, spec, path }: Pods): boolean {
  const gates = spec.readinessGates;
  if (Array.isArray(gates) && gates.length > 0) return false;
  const { kind } = object.manifest;
  const isTask =
    path === 'spec' ? (spec.restartPolicy ?? 'Always') !== 'Always' : kind.endsWith('Job');
  return isBuiltIn(object.manifest) && !isTask;
}

/** Whether what a port leads to is probed; a container may leave its ports out, then any may be the one. */
function saysReady({ containers, ports: declared }: Pods, ports: readonly ServicePort[]): boolean {
  const leadsTo = ({ name, number }: Port) =>
    ports.some(({ target }) => target === name || target === number);
  const isGuess = !declared.some(leadsTo);
  if (isGuess && !ports.some(({ target }) => typeof target === 'number')) return true;
  const asked = isGuess
    ? containers
    : containers.filter((container) => portsOfContainer(container).some(leadsTo));
  return asked.some(({ fields }) => fields.readinessProbe !== undefined);
}
