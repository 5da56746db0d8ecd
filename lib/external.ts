import type { External } from './graph/graph';
import { isClusterScopedKind } from './graph/manifest';
import { originOfError } from './origins';

/**
 * Objects that exist outside the program, to be listed as `external` of an environment. One that nothing
 * refers to is reported, and so is one that the program makes itself.
 *
 * @example external: [external.secret('demo', 'registry', '.dockerconfigjson')]
 */
export const external = {
  /** A Secret; its keys too, if what reads it is to be checked against them. */
  secret: (namespace: string, name: string, ...keys: readonly string[]) =>
    declared('/Secret', namespace, name, keysOf(keys)),

  /** A ConfigMap; its keys too, if what reads it is to be checked against them. */
  configMap: (namespace: string, name: string, ...keys: readonly string[]) =>
    declared('/ConfigMap', namespace, name, keysOf(keys)),

  /** A Service; its ports too, numbers and names, if what leads to it is to be checked against them. */
  service: (namespace: string, name: string, ...ports: readonly (number | string)[]) =>
    declared('/Service', namespace, name, ports.length > 0 ? { ports } : {}),

  serviceAccount: (namespace: string, name: string) => declared('/ServiceAccount', namespace, name),

  persistentVolumeClaim: (namespace: string, name: string) =>
    declared('/PersistentVolumeClaim', namespace, name),

  namespace: (name: string) => declared('/Namespace', undefined, name),

  storageClass: (name: string) => declared('storage.k8s.io/StorageClass', undefined, name),

  ingressClass: (name: string) => declared('networking.k8s.io/IngressClass', undefined, name),

  gatewayClass: (name: string) =>
    declared('gateway.networking.k8s.io/GatewayClass', undefined, name),

  priorityClass: (name: string) => declared('scheduling.k8s.io/PriorityClass', undefined, name),

  runtimeClass: (name: string) => declared('node.k8s.io/RuntimeClass', undefined, name),

  clusterRole: (name: string) => declared('rbac.authorization.k8s.io/ClusterRole', undefined, name),

  /**
   * Any other object.
   *
   * @param kind API group and kind, as in `apps/Deployment`, `/Pod`
   * @param namespace left out for what belongs to the whole cluster
   */
  object: (kind: string, name: string, namespace?: string) =>
    declared(kind, isClusterScopedKind(kind) ? undefined : namespace, name),
};

function keysOf(keys: readonly string[]): Pick<External, 'keys'> {
  return keys.length > 0 ? { keys } : {};
}

function declared(
  kind: string,
  namespace: string | undefined,
  name: string,
  more: Pick<External, 'keys' | 'ports'> = {},
): External {
  const error = new Error();
  return {
    kind,
    namespace,
    name,
    ...more,
    // Only a finding asks for the line.
    get origin() {
      return originOfError(error);
    },
  };
}
