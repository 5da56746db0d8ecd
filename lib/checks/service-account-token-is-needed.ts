import type { Rule } from '../check';
import { describe, type Graph } from '../graph/graph';
import { isBuiltIn, isObject } from '../graph/manifest';
import type { Pods } from '../graph/pods';

/**
 * A pod that is given a token for the API server runs as a ServiceAccount that has some right there. To
 * say `automountServiceAccountToken: true` is to say that it is needed for something else.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting
 */
export const serviceAccountTokenIsNeeded: Rule = {
  name: 'service-account-token-is-needed',
  severity: 'warning',
  description: 'A pod that is given a token for the API server has some right there.',
  *check(graph) {
    const bound = subjectsOf(graph);
    for (const pods of graph.pods) {
      const { object, path, containers } = pods;
      if (!isBuiltIn(object.manifest) || containers.length === 0) continue;
      const namespace = object.namespace ?? 'default';
      const name = accountOf(pods);
      if (!isMounted(graph, pods, namespace, name)) continue;
      // Who writes no namespace gives one to kubectl, and writes it into the bindings of the cluster.
      const isWritten = object.manifest.metadata.namespace !== undefined;
      const names = [
        `${isWritten ? namespace : '*'}/${name}`,
        'system:serviceaccounts',
        `system:serviceaccounts:${namespace}`,
        'system:authenticated',
      ];
      if (names.some((each) => bound.has(each))) continue;
      yield {
        object,
        field: path,
        message: `${describe(object.manifest)} mounts a token for the API server, and no RoleBinding or ClusterRoleBinding gives a right to its ServiceAccount "${namespace}/${name}"`,
        fix: `set ${path}.automountServiceAccountToken to false, bind the ServiceAccount to a role, or set it to true if the token is needed for something else`,
      };
    }
  },
};

function accountOf({ spec: { serviceAccountName, serviceAccount } }: Pods): string {
  const names = [serviceAccountName, serviceAccount, 'default'];
  return String(names.find((name) => typeof name === 'string' && name !== ''));
}

/** Whether the token is there although nobody said so; of an account that is made elsewhere nothing is known. */
function isMounted(graph: Graph, { spec }: Pods, namespace: string, name: string): boolean {
  const account = graph.find({ kind: '/ServiceAccount', namespace, name });
  if (!account && name !== 'default') return false;
  const said = spec.automountServiceAccountToken ?? account?.manifest.automountServiceAccountToken;
  return said === undefined || said === null;
}

/**
 * Everybody whom a binding of the program gives a role: ServiceAccounts, as `namespace/name` and with `*` for
 * any namespace, and groups.
 */
function subjectsOf(graph: Graph): ReadonlySet<string> {
  const bindings = graph.of(
    'rbac.authorization.k8s.io/RoleBinding',
    'rbac.authorization.k8s.io/ClusterRoleBinding',
  );
  return new Set(
    bindings.flatMap(({ manifest: { subjects }, namespace = '' }) =>
      (Array.isArray(subjects) ? subjects : []).filter(isObject).flatMap((subject) => {
        const name = text(subject.name) ?? '';
        // As a user, a ServiceAccount has a name such as this.
        const [, place, account] = /^system:serviceaccount:([^:]+):(.+)$/.exec(name) ?? [];
        if (account !== undefined) return [`${place ?? ''}/${account}`, `*/${account}`];
        if (subject.kind !== 'ServiceAccount') return [name];
        return [`${text(subject.namespace) ?? namespace}/${name}`, `*/${name}`];
      }),
    ),
  );
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
