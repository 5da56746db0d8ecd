import type { Existing } from './graph';
import type { Target } from './references';

/** Namespace, `*` for every one and undefined for none; name; and the keys of its data. */
type Row = readonly [namespace: string | undefined, name: string | RegExp, ...keys: string[]];

/**
 * Objects that every cluster has of itself. A namespace of `*` means every one.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
 */
const known: Readonly<Record<string, readonly Row[]>> = {
  '/Namespace': [
    [undefined, 'default'],
    [undefined, 'kube-system'],
    [undefined, 'kube-public'],
    [undefined, 'kube-node-lease'],
  ],
  '/ServiceAccount': [
    ['*', 'default'],
    // Each controller of the control plane has an account of its own.
    [
      'kube-system',
      /^[a-z-]+-(controller|collector|cleaner|manager|scheduler|provisioner|binder|protection|node)$/,
    ],
  ],
  '/ConfigMap': [
    ['*', 'kube-root-ca.crt', 'ca.crt'],
    ['kube-system', 'extension-apiserver-authentication'],
    ['kube-public', 'cluster-info'],
  ],
  '/Service': [
    ['default', 'kubernetes'],
    ['kube-system', 'kube-dns'],
  ],
  'scheduling.k8s.io/PriorityClass': [
    [undefined, 'system-cluster-critical'],
    [undefined, 'system-node-critical'],
  ],
  'rbac.authorization.k8s.io/ClusterRole': [
    [undefined, 'cluster-admin'],
    [undefined, 'admin'],
    [undefined, 'edit'],
    [undefined, 'view'],
    [undefined, /^system:/],
  ],
  'rbac.authorization.k8s.io/Role': [
    ['kube-system', 'extension-apiserver-authentication-reader'],
    ['kube-system', /^system:/],
    ['kube-public', /^system:/],
  ],
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration': [
    [undefined, 'catch-all'],
    [undefined, 'exempt'],
    [undefined, 'global-default'],
    [undefined, 'leader-election'],
    [undefined, 'node-high'],
    [undefined, 'system'],
    [undefined, 'workload-high'],
    [undefined, 'workload-low'],
  ],
};

/** What `target` means, if every cluster has it. */
export function knownAs(target: Omit<Target, 'key' | 'port'>): Existing | undefined {
  const { kind, namespace, name } = target;
  for (const [place, pattern, ...keys] of known[kind] ?? []) {
    if (place !== '*' && place !== namespace) continue;
    if (typeof pattern === 'string' ? pattern !== name : !pattern.test(name)) continue;
    return { kind, namespace, name, ...(keys.length > 0 && { keys }) };
  }
  return undefined;
}
