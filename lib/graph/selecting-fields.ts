import type { GraphObject } from './graph';
import { type Fields, isBuiltIn, isObject, kindOf, listAt, valueAt } from './manifest';
import { placements } from './placements';
import { here, type Selection, type Use } from './selections';
import { equalities, type Requirement, requirementsOf } from './selector';
import { selectorOf } from './services';

const workloads = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']);

const MONITORING = 'monitoring.coreos.com';

const readers: Readonly<Record<string, (object: GraphObject) => readonly Selection[]>> = {
  '/Service': (object) => {
    const requirements = selectorOf(object.manifest);
    return requirements ? [own(object, 'spec.selector', 'service', requirements)] : [];
  },
  '/ReplicationController': (object) => {
    const selector = valueAt(object.manifest, 'spec.selector');
    // Left out, it is made of the labels of the template.
    return isObject(selector)
      ? [own(object, 'spec.selector', 'workload', equalities(selector))]
      : [];
  },
  'batch/Job': (object) =>
    valueAt(object.manifest, 'spec.manualSelector') === true ? workload(object) : [],
  'policy/PodDisruptionBudget': (object) => [
    own(object, 'spec.selector', 'disruption-budget', selectorAt(object, 'spec.selector')),
  ],
  'networking.k8s.io/NetworkPolicy': (object) => [
    own(object, 'spec.podSelector', 'policy', selectorAt(object, 'spec.podSelector') ?? []),
    ...['ingress', 'egress'].flatMap((way) =>
      listAt(valueAt(object.manifest, 'spec'), way).flatMap((rule, at) =>
        listAt(rule, way === 'ingress' ? 'from' : 'to').flatMap((peer, index) => {
          const side = way === 'ingress' ? 'from' : 'to';
          const selection = peerOf(object, peer, `spec.${way}[${at}].${side}[${index}]`);
          return selection ? [selection] : [];
        }),
      ),
    ),
  ],
  [`${MONITORING}/ServiceMonitor`]: monitor('service-monitor', 'services'),
  [`${MONITORING}/PodMonitor`]: monitor('pod-monitor', 'pods'),
};

/** Every label selector of `object`. */
export function selectionsOf(object: GraphObject): readonly Selection[] {
  const { manifest } = object;
  // In a version that does not have them these kinds mean the same, which the API server refuses.
  const isWorkload = isBuiltIn(manifest) && workloads.has(manifest.kind);
  const read = isWorkload ? workload : readers[kindOf(manifest)];
  return [...(read?.(object) ?? []), ...placements(object)];
}

/**
 * The peer of a rule of a NetworkPolicy that is chosen by labels; undefined for a block of addresses.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
export function peerOf(from: GraphObject, peer: Fields, path: string): Selection | undefined {
  const { podSelector, namespaceSelector } = peer;
  if (!isObject(podSelector) && !isObject(namespaceSelector)) return undefined;
  return {
    from,
    field: isObject(podSelector) ? `${path}.podSelector` : `${path}.namespaceSelector`,
    use: 'peer',
    what: 'pods',
    scope: isObject(namespaceSelector)
      ? { names: [], labels: requirementsOf(namespaceSelector) }
      : here(from),
    requirements: requirementsOf(podSelector),
  };
}

function workload(object: GraphObject): readonly Selection[] {
  return [own(object, 'spec.selector', 'workload', selectorAt(object, 'spec.selector'))];
}

/** @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.NamespaceSelector */
function monitor(use: Use, what: Selection['what']) {
  return (from: GraphObject): readonly Selection[] => {
    const { any, matchNames } = fieldsAt(from.manifest, 'spec.namespaceSelector');
    const names = Array.isArray(matchNames) ? matchNames.map(String) : [];
    const scope = any === true ? { names, labels: [] } : names.length > 0 ? { names } : here(from);
    const requirements = selectorAt(from, 'spec.selector');
    return [{ from, field: 'spec.selector', use, what, scope, requirements }];
  };
}

function own(
  from: GraphObject,
  field: string,
  use: Use,
  requirements: Selection['requirements'],
): Selection {
  return { from, field, use, what: 'pods', scope: here(from), requirements };
}

function selectorAt({ manifest }: GraphObject, path: string): readonly Requirement[] | undefined {
  const selector = valueAt(manifest, path);
  return isObject(selector) ? requirementsOf(selector) : undefined;
}

function fieldsAt(root: unknown, path: string): Fields {
  const value = valueAt(root, path);
  return isObject(value) ? value : {};
}
