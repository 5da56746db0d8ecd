import type { Rule } from '../check';
import { describe, type Graph, type GraphObject, groupBy } from '../graph/graph';
import { listAt, valueAt } from '../graph/manifest';

interface Claim {
  readonly object: GraphObject;
  readonly field: string;
  readonly number: number;
  readonly protocol: string;
}

/**
 * A port of the nodes belongs to one Service. The cluster hands them out by number alone: a second Service
 * is refused one for another protocol too, while one Service may have the same for TCP and UDP.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#nodeport-custom-port
 */
export const nodePortIsFree: Rule = {
  name: 'node-port-is-free',
  severity: 'error',
  description: 'A port of the nodes is claimed by one Service only.',
  *check(graph) {
    for (const [number, claims] of groupBy(claimsOf(graph), (claim) => claim.number)) {
      const taken = new Map<string, Claim>();
      const [first] = claims;
      for (const claim of claims) {
        const { object, field, protocol } = claim;
        const other = first?.object === object ? taken.get(protocol) : first;
        taken.set(protocol, claim);
        if (!other) continue;
        const holder = other.object === object ? other.field : describe(other.object.manifest);
        yield {
          object,
          field,
          message: `${describe(object.manifest)} claims port ${number} of the nodes in ${field}, which ${holder} has already`,
          fix: 'choose another number, or leave it out: the cluster chooses a free one',
        };
      }
    }
  },
};

function* claimsOf(graph: Graph): Generator<Claim> {
  for (const object of graph.of('/Service')) {
    const { manifest } = object;
    const type = valueAt(manifest, 'spec.type');
    if (type !== 'NodePort' && type !== 'LoadBalancer') continue;
    for (const [index, { nodePort, protocol }] of listAt(manifest, 'spec.ports').entries()) {
      if (typeof nodePort !== 'number' || nodePort === 0) continue;
      const field = `spec.ports[${index}].nodePort`;
      yield {
        object,
        field,
        number: nodePort,
        protocol: typeof protocol === 'string' ? protocol : 'TCP',
      };
    }
    const number = valueAt(manifest, 'spec.healthCheckNodePort');
    if (typeof number !== 'number' || number === 0) continue;
    yield { object, field: 'spec.healthCheckNodePort', number, protocol: 'TCP' };
  }
}
