import type { Existing } from './graph';
import type { Target } from './references';

/** Namespace, `*` for every one and undefined for none; name; and what is known of it. */
type Row = readonly [
  namespace: string | undefined,
  name: string | RegExp,
  more?: Pick<Existing, 'keys' | 'ports'>,
];

/**
 * Objects that every cluster has of itself: what the API server and the controllers of Kubernetes make
 * when they start, and the DNS Service. What one way to install a cluster adds is not here.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
 * @see https://kubernetes.io/docs/concepts/cluster-administration/flow-control/#default-objects
 */
const known: Readonly<Record<string, readonly Row[]>> = {
  '/Namespace': everywhere('default', 'kube-system', 'kube-public', 'kube-node-lease'),
  '/ServiceAccount': [
    ['*', 'default'],
    // Each controller of the control plane has an account of its own.
    [
      'kube-system',
      /^([a-z-]+-controller|bootstrap-signer|cloud-provider|generic-garbage-collector|horizontal-pod-autoscaler|legacy-service-account-token-cleaner|persistent-volume-binder|pod-garbage-collector|root-ca-cert-publisher|token-cleaner)$/,
    ],
  ],
  '/ConfigMap': [
    ['*', 'kube-root-ca.crt', { keys: ['ca.crt'] }],
    ['kube-system', 'extension-apiserver-authentication'],
    ['kube-public', 'cluster-info'],
  ],
  '/Service': [
    ['default', 'kubernetes', { ports: [443, 'https'] }],
    ['kube-system', 'kube-dns', { ports: [53, 'dns', 'dns-tcp', 9153, 'metrics'] }],
  ],
  'scheduling.k8s.io/PriorityClass': everywhere('system-cluster-critical', 'system-node-critical'),
  'rbac.authorization.k8s.io/ClusterRole': [
    ...everywhere('cluster-admin', 'admin', 'edit', 'view'),
    [
      undefined,
      /^system:(aggregate-to-(admin|edit|view)|auth-delegator|basic-user|certificates\.k8s\.io:.+|cluster-trust-bundle-discovery|controller:.+|discovery|heapster|kube-(aggregator|controller-manager|dns|scheduler)|kubelet-api-admin|monitoring|node|node-(bootstrapper|problem-detector|proxier)|persistent-volume-provisioner|public-info-viewer|service-account-issuer-discovery|volume-scheduler)$/,
    ],
  ],
  'rbac.authorization.k8s.io/Role': [
    ['kube-system', 'extension-apiserver-authentication-reader'],
    ['kube-system', /^system:/],
    ['kube-public', /^system:/],
  ],
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration': [
    ...everywhere(
      'catch-all',
      'exempt',
      'global-default',
      'leader-election',
      'node-high',
      'system',
      'workload-high',
      'workload-low',
    ),
  ],
  'certificates.k8s.io/ClusterTrustBundle': [[undefined, /^kubernetes\.io:/]],
};

function everywhere(...names: readonly string[]): Row[] {
  return names.map((name) => [undefined, name]);
}

/** The names of this kind that every cluster has in `namespace`, where they can be listed. */
export function knownNames(kind: string, namespace: string | undefined): readonly string[] {
  return (known[kind] ?? []).flatMap(([place, name]) =>
    (place === '*' || place === namespace) && typeof name === 'string' ? [name] : [],
  );
}

/** What `target` means, if every cluster has it. */
export function knownAs(target: Omit<Target, 'key' | 'port'>): Existing | undefined {
  const { kind, namespace, name } = target;
  const row = known[kind]?.find(
    ([place, pattern]) =>
      (place === '*' || place === namespace) &&
      (typeof pattern === 'string' ? pattern === name : pattern.test(name)),
  );
  return row && { kind, namespace, name, ...row[2] };
}
