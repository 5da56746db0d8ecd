import { fieldsOf, type Manifest, podOf, valueAt } from '../../lib/graph/manifest';
import type { SecretFromEnvironment } from '../../lib/secrets';

/** The kinds that `kubectl rollout restart` knows, and Pods, which apply makes anew. */
const restartable = /^(Deployment|StatefulSet|DaemonSet|Pod)$/;

/**
 * Where in a pod spec a Secret is named.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */
const references =
  /(\b(secretKeyRef|secretRef)\.name|\.secret\.secretName|\.sources\[\d+\]\.secret\.name|^imagePullSecrets\[\d+\]\.name)$/;

/** Those of `objects` whose pods read the Secret and can be started anew, as `deployment/name`. */
export function readersOf(
  { namespace, name }: Pick<SecretFromEnvironment, 'namespace' | 'name'>,
  objects: readonly Manifest[],
): string[] {
  return objects
    .filter(({ kind, metadata }) => restartable.test(kind) && metadata.namespace === namespace)
    .filter((object) => {
      const fields = [...fieldsOf(valueAt(object, podOf(object)?.spec ?? ''))];
      return fields.some(({ path, value }) => value === name && references.test(path));
    })
    .map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name ?? ''}`);
}
