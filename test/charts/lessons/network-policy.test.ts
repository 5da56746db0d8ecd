import { manifestsOf } from '../../helpers/output';
import type { Manifest } from '../../../lib/graph/manifest';

const namespace = 'taller-network-policy';
const pods = {
  frontend: { namespace, labels: { app: 'frontend' } },
  api: { namespace, labels: { app: 'api' } },
  stranger: { namespace, labels: { app: 'stranger' } },
  dns: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  'a frontend elsewhere': { namespace: 'default', labels: { app: 'frontend' } },
};
type Name = keyof typeof pods;

test.each<[from: Name, to: Name, port: number, allowed: boolean]>([
  ['frontend', 'api', 8080, true],
  ['frontend', 'api', 80, false],
  ['api', 'frontend', 8080, false],
  ['stranger', 'api', 8080, false],
  ['frontend', 'stranger', 8080, false],
  ['a frontend elsewhere', 'api', 8080, false],
  ['frontend', 'dns', 53, true],
  ['api', 'dns', 53, true],
  ['stranger', 'dns', 53, true],
  ['stranger', 'dns', 8080, false],
  ['dns', 'api', 8080, false],
])('from %s to %s on port %d: %s', (from, to, port, allowed) => {
  expect(isAllowed('egress', from, to, port) && isAllowed('ingress', to, from, port)).toBe(allowed);
});

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}
interface PolicyRule {
  readonly ports: readonly { readonly port: number }[];
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
}
interface Peer {
  readonly podSelector: Selector;
  readonly namespaceSelector: Selector;
}
interface Policy extends Manifest {
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly PolicyRule[];
    readonly egress?: readonly PolicyRule[];
  };
}

const policies = manifestsOf('cloud').filter((m): m is Policy => m.kind === 'NetworkPolicy');

/** What a network plugin decides at one end of a connection: open unless some policy chooses the pod. */
function isAllowed(direction: 'ingress' | 'egress', name: Name, other: Name, port: number) {
  const type = direction === 'ingress' ? 'Ingress' : 'Egress';
  const choosing = policies
    .filter(({ metadata }) => metadata.namespace === pods[name].namespace)
    .filter(({ spec }) => spec.policyTypes.includes(type) && fits(spec.podSelector, pods[name]));
  if (choosing.length === 0) return true;
  return choosing
    .flatMap(({ spec }) => spec[direction] ?? [])
    .some(({ ports, from = [], to = [] }) => {
      const peers = [...from, ...to];
      return ports.some((p) => p.port === port) && peers.some((peer) => isPeer(peer, other));
    });
}

function isPeer({ podSelector, namespaceSelector }: Peer, name: Name): boolean {
  const labels = { 'kubernetes.io/metadata.name': pods[name].namespace };
  return fits(podSelector, pods[name]) && fits(namespaceSelector, { labels });
}

function fits({ matchLabels = {} }: Selector, { labels }: { labels: object }): boolean {
  return Object.entries(matchLabels).every(([key, value]) => Reflect.get(labels, key) === value);
}
