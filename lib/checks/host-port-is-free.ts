import type { Rule, Verdict } from '../check';
import { describe, type GraphObject } from '../graph/graph';
import { isBuiltIn, isObject } from '../graph/manifest';
import type { Pods } from '../graph/pods';

/** A port of the node that a container wants for itself. */
interface Claim {
  readonly object: GraphObject;
  readonly field: string;
  readonly port: string;
  readonly ip: string;
}

const EVERY_ADDRESS = '0.0.0.0';

/**
 * A port of a node belongs to one container: neither a second one in the same pod asks for it, nor the pod
 * of another DaemonSet that runs on the same nodes.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/overview/
 */
export const hostPortIsFree: Rule = {
  name: 'host-port-is-free',
  severity: 'error',
  description: 'No two containers that must run on the same node ask for the same port of it.',
  *check(graph) {
    const onNodes = new Map<string, Map<string, Claim>>();
    for (const pods of graph.pods) {
      if (!isBuiltIn(pods.object.manifest)) continue;
      const inPod = new Map<string, Claim>();
      const nodes = nodesOf(pods);
      for (const claim of claimsOf(pods)) {
        const twin = inPod.get(`${claim.port} ${claim.ip}`);
        if (twin) yield verdict(claim, `which ${twin.field} has too`);
        inPod.set(`${claim.port} ${claim.ip}`, claim);
        if (nodes === undefined) continue;
        const place = `${nodes}\n${claim.port}`;
        const taken = onNodes.get(place) ?? new Map<string, Claim>();
        onNodes.set(place, taken);
        const other = rival(taken, claim);
        if (other)
          yield verdict(claim, `which ${describe(other.object.manifest)} has on the same nodes`);
        else taken.set(claim.ip, claim);
      }
    }
  },
};

function verdict({ object, field, port }: Claim, who: string): Verdict {
  return {
    object,
    field,
    message: `${describe(object.manifest)} asks for port ${port.replace('/TCP', '')} of its node in ${field}, ${who}`,
    fix: 'choose another port, or do without `hostPort` and `hostNetwork`: a Service reaches pods without them',
  };
}

function rival(taken: ReadonlyMap<string, Claim>, { ip, object }: Claim): Claim | undefined {
  const others =
    ip === EVERY_ADDRESS ? [...taken.values()] : [taken.get(EVERY_ADDRESS), taken.get(ip)];
  return others.find((other) => other !== undefined && other.object !== object);
}

function claimsOf({ object, spec, containers }: Pods): Claim[] {
  // Other init containers have ended before the next one starts.
  const running = containers.filter(
    ({ path, fields }) => !path.includes('.initContainers[') || fields.restartPolicy === 'Always',
  );
  return running.flatMap(({ path, fields: { ports } }) =>
    (Array.isArray(ports) ? ports : []).flatMap((each: unknown, index) => {
      if (!isObject(each)) return [];
      const { hostPort, containerPort, protocol, hostIP } = each;
      const key = hostPort === undefined || hostPort === 0 ? 'containerPort' : 'hostPort';
      const number = key === 'hostPort' ? hostPort : containerPort;
      if (typeof number !== 'number' || (key === 'containerPort' && spec.hostNetwork !== true))
        return [];
      return {
        object,
        field: `${path}.ports[${index}].${key}`,
        port: `${number}/${typeof protocol === 'string' ? protocol : 'TCP'}`,
        ip: typeof hostIP === 'string' && hostIP !== '' ? hostIP : EVERY_ADDRESS,
      };
    }),
  );
}

/** What says on which nodes a DaemonSet runs; undefined for others, and where it takes more than labels to know. */
function nodesOf({ object, spec }: Pods): string | undefined {
  if (object.manifest.kind !== 'DaemonSet' || spec.affinity || spec.nodeName) return undefined;
  const labels = Object.entries(isObject(spec.nodeSelector) ? spec.nodeSelector : {});
  // Nodes of Windows besides do not matter: the two meet on those of Linux.
  const narrowing = labels.filter(
    ([key, value]) => key !== 'kubernetes.io/os' || value !== 'linux',
  );
  return JSON.stringify(narrowing.sort(([a], [b]) => (a < b ? -1 : 1)));
}
