import { type Fields, isObject, listAt } from './manifest';
import {
  below,
  claim,
  configMapKey,
  named,
  namespaceByName,
  type Rows,
  secret,
  secretKey,
  text,
  volumeSecrets,
} from './reference-row';

const container: Rows = {
  'env[].valueFrom.configMapKeyRef': configMapKey,
  'env[].valueFrom.secretKeyRef': secretKey,
  'envFrom[].configMapRef': { to: '/ConfigMap' },
  'envFrom[].secretRef': secret,
};

const affinityTerm: Rows = { namespaces: named('/Namespace'), ...namespaceByName };

const affinity: Rows = {
  ...below('requiredDuringSchedulingIgnoredDuringExecution[].', affinityTerm),
  ...below('preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm.', affinityTerm),
};

/**
 * What a pod refers to, below its spec. Left out: `nodeName`, since nodes come with the cluster, and
 * `schedulingGroup`, which is alpha.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */
export const podRows: Rows = {
  serviceAccountName: named('/ServiceAccount'),
  serviceAccount: named('/ServiceAccount'),
  'imagePullSecrets[]': secret,
  priorityClassName: named('scheduling.k8s.io/PriorityClass'),
  runtimeClassName: named('node.k8s.io/RuntimeClass'),
  'resourceClaims[].resourceClaimName': named('resource.k8s.io/ResourceClaim'),
  'resourceClaims[].resourceClaimTemplateName': named('resource.k8s.io/ResourceClaimTemplate'),
  'volumes[].configMap': { to: '/ConfigMap', keyAt: 'items[].key' },
  'volumes[].secret': { to: '/Secret', name: 'secretName', keyAt: 'items[].key' },
  'volumes[].projected.sources[].configMap': { to: '/ConfigMap', keyAt: 'items[].key' },
  'volumes[].projected.sources[].secret': { to: '/Secret', keyAt: 'items[].key' },
  'volumes[].projected.sources[].clusterTrustBundle': {
    to: 'certificates.k8s.io/ClusterTrustBundle',
  },
  'volumes[].persistentVolumeClaim': { to: '/PersistentVolumeClaim', name: 'claimName' },
  'volumes[].csi.nodePublishSecretRef': secret,
  'volumes[].azureFile': { to: '/Secret', name: 'secretName' },
  ...below('volumes[].', volumeSecrets),
  ...below('volumes[].ephemeral.volumeClaimTemplate.spec.', claim),
  ...below('initContainers[].', container),
  ...below('containers[].', container),
  ...below('ephemeralContainers[].', container),
  ...below('affinity.podAffinity.', affinity),
  ...below('affinity.podAntiAffinity.', affinity),
};

/** A key that a container mounts as a single file. */
export interface SubPath {
  /** As in `containers[0].volumeMounts[1].subPath`, below the spec of the pod. */
  readonly field: string;
  /** `/ConfigMap` or `/Secret`. */
  readonly kind: string;
  readonly name: string;
  readonly key: string;
  readonly optional: boolean;
}

/**
 * The keys that containers mount as single files: with `subPath`, the container starts without a key
 * that is missing, and finds an empty directory in its place.
 */
export function subPathsOf(spec: Fields): readonly SubPath[] {
  const sources = new Map(listAt(spec, 'volumes').map((volume) => [volume.name, sourceOf(volume)]));
  return ['initContainers', 'containers'].flatMap((list) =>
    listAt(spec, list).flatMap((container, at) =>
      listAt(container, 'volumeMounts').flatMap((mount, index) => {
        const source = sources.get(mount.name);
        const key = text(mount.subPath)?.replace(/^(\.?\/+)+|\/+$/g, '');
        if (!source || !key) return [];
        return [{ ...source, field: `${list}[${at}].volumeMounts[${index}].subPath`, key }];
      }),
    ),
  );
}

/** The ConfigMap or Secret whose keys are the files of a volume; `items` gives them other names. */
function sourceOf({ configMap, secret }: Fields) {
  const [kind, fields, name] = isObject(configMap)
    ? ['/ConfigMap', configMap, configMap.name]
    : ['/Secret', isObject(secret) ? secret : {}, isObject(secret) ? secret.secretName : undefined];
  if (typeof name !== 'string' || fields.items !== undefined) return undefined;
  return { kind, name, optional: fields.optional === true };
}
