import { knownAs } from '../../lib/graph/known';

test.each([
  ['/Namespace', undefined, 'kube-node-lease'],
  ['/ServiceAccount', 'anywhere', 'default'],
  ['/ServiceAccount', 'kube-system', 'horizontal-pod-autoscaler'],
  ['/ServiceAccount', 'kube-system', 'deployment-controller'],
  ['/ConfigMap', 'kube-system', 'extension-apiserver-authentication'],
  ['scheduling.k8s.io/PriorityClass', undefined, 'system-node-critical'],
  ['rbac.authorization.k8s.io/ClusterRole', undefined, 'view'],
  ['rbac.authorization.k8s.io/ClusterRole', undefined, 'system:auth-delegator'],
  ['rbac.authorization.k8s.io/Role', 'kube-system', 'extension-apiserver-authentication-reader'],
  ['flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration', undefined, 'workload-low'],
])('every cluster has %s %s/%s', (kind, namespace, name) => {
  expect(knownAs({ kind, namespace, name })).toEqual({ kind, namespace, name });
});

test.each([
  ['/ServiceAccount', 'demo', 'deployment-controller'],
  ['/ConfigMap', 'demo', 'extension-apiserver-authentication'],
  // metrics-server brings it.
  ['rbac.authorization.k8s.io/ClusterRole', undefined, 'system:metrics-server'],
  ['/Secret', 'demo', 'default'],
])('not every cluster has %s %s/%s', (kind, namespace, name) => {
  expect(knownAs({ kind, namespace, name })).toBeUndefined();
});

test('the keys and ports of what every cluster has are known', () => {
  const rootCertificate = { kind: '/ConfigMap', namespace: 'demo', name: 'kube-root-ca.crt' };
  expect(knownAs(rootCertificate)?.keys).toEqual(['ca.crt']);
  const api = { kind: '/Service', namespace: 'default', name: 'kubernetes' };
  expect(knownAs(api)?.ports).toEqual([443, 'https']);
  const dns = { kind: '/Service', namespace: 'kube-system', name: 'kube-dns' };
  expect(knownAs(dns)?.ports).toContain('dns-tcp');
});
