import type { External } from '../graph/graph';
import { isClusterScopedKind } from '../graph/manifest';
import { didYouMean } from '../graph/nearest';
import { UsageError } from './usage-error';

/** The kinds that may be named without their group. */
const groups: Readonly<Record<string, string>> = {
  ConfigMap: '',
  Namespace: '',
  PersistentVolume: '',
  PersistentVolumeClaim: '',
  Secret: '',
  Service: '',
  ServiceAccount: '',
  DaemonSet: 'apps',
  Deployment: 'apps',
  StatefulSet: 'apps',
  CustomResourceDefinition: 'apiextensions.k8s.io',
  Gateway: 'gateway.networking.k8s.io',
  GatewayClass: 'gateway.networking.k8s.io',
  Ingress: 'networking.k8s.io',
  IngressClass: 'networking.k8s.io',
  RuntimeClass: 'node.k8s.io',
  ClusterRole: 'rbac.authorization.k8s.io',
  Role: 'rbac.authorization.k8s.io',
  PriorityClass: 'scheduling.k8s.io',
  StorageClass: 'storage.k8s.io',
  VolumeSnapshotClass: 'snapshot.storage.k8s.io',
};

/** How to write it, for messages. */
export const EXTERNAL_FORMS = 'KIND/NAME, KIND/NAMESPACE/NAME, or with GROUP/ before them';

/**
 * The object that a value of `--external` declares: `Secret/demo/registry`, `StorageClass/gp3`,
 * `cert-manager.io/Issuer/demo/ca`.
 *
 * @param namespace of objects that say none
 * @throws UsageError when it is no such value
 */
export function externalOf(text: string, namespace: string): External {
  const fail = (why: string) => new UsageError(`--external ${JSON.stringify(text)}: ${why}`);
  const parts = text.split('/');
  // Kinds alone begin with a capital letter.
  const [group, [kind = '', ...place]] = /^[A-Z]/.test(parts[0] ?? '')
    ? [undefined, parts]
    : [parts[0], parts.slice(1)];
  if (!/^[A-Z][A-Za-z0-9]*$/.test(kind) || place.includes('') || ![1, 2].includes(place.length)) {
    throw fail(`write ${EXTERNAL_FORMS}`);
  }
  const known = group ?? groups[kind];
  if (known === undefined) {
    const meant = didYouMean(kind, Object.keys(groups));
    throw fail(
      `the API group of kind "${kind}" is not known${meant || '; write it before the kind'}`,
    );
  }
  const full = `${known}/${kind}`;
  const [first = '', second] = place;
  if (!isClusterScopedKind(full)) {
    const [where, name] = second === undefined ? [namespace, first] : [first, second];
    return { kind: full, namespace: where, name, origin: undefined };
  }
  if (second !== undefined) throw fail(`a ${kind} belongs to no namespace; write ${kind}/NAME`);
  return { kind: full, namespace: undefined, name: first, origin: undefined };
}
