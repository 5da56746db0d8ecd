import type { Size } from 'cdk8s';
import { k8s, PersistentVolumeAccessMode } from 'cdk8s-plus-28';
import type { StorageClass } from './storage-class';

/** What a claim asks for that Kubernetes makes for a pod. */
export interface ClaimTemplate {
  /** Size of the volume. */
  readonly storage: Size;
  /**
   * Class of the volume.
   * @default - the cluster's default class
   */
  readonly storageClass?: StorageClass;
  /**
   * Who may mount the volume at a time.
   * @default PersistentVolumeAccessMode.READ_WRITE_ONCE
   */
  readonly accessMode?: PersistentVolumeAccessMode;
}

/** The `spec` of such a claim. */
export function claimSpec(template: ClaimTemplate): k8s.PersistentVolumeClaimSpec {
  const {
    storage,
    storageClass,
    accessMode = PersistentVolumeAccessMode.READ_WRITE_ONCE,
  } = template;
  return {
    accessModes: [accessMode],
    resources: { requests: { storage: k8s.Quantity.fromString(storage.asString()) } },
    ...(storageClass && { storageClassName: storageClass.name }),
  };
}
