import { Chart, type Size } from 'cdk8s';
import {
  type HostPathVolumeType,
  k8s,
  PersistentVolume,
  PersistentVolumeAccessMode,
  PersistentVolumeClaim,
} from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ProgramError } from '../report/program-error';
import type { StorageClass } from './storage-class';

/** A folder of the node that the pod runs on: for clusters of one node, and for trying things out. */
interface NodeStorage {
  readonly hostPath: {
    /** The folder, from the root of the node. */
    readonly path: string;
    /** What must be there, or is made, before it is mounted. */
    readonly type: HostPathVolumeType;
  };
  readonly nfs?: never;
  readonly mountOptions?: never;
}

/** A folder that a file server shares: the same for pods on every node. */
interface NfsStorage {
  readonly nfs: {
    /** Host name or address of the server. */
    readonly server: string;
    /** The folder, as the server exports it. */
    readonly path: string;
  };
  /**
   * Options of mount(8), as in `nfsvers=4.1`.
   * @default - those of the node
   */
  readonly mountOptions?: readonly string[];
  readonly hostPath?: never;
}

export type StaticVolumeProps = (NodeStorage | NfsStorage) & {
  /** How much it holds. Kubernetes compares it with what is claimed; nothing enforces it. */
  readonly storage: Size;
  /** Its class, which the claim asks for: without one the default class would make it another volume. */
  readonly storageClass: StorageClass;
  /**
   * Who may mount it at a time.
   * @default PersistentVolumeAccessMode.READ_WRITE_ONCE
   */
  readonly accessMode?: PersistentVolumeAccessMode;
};

/**
 * A PersistentVolume that somebody made by hand, and the one claim that gets it: each names the other,
 * so that no other claim is faster. The claim is called `id`; the volume, whose name is the whole
 * cluster's, `<namespace>-<id>`.
 *
 * Kubernetes never deletes such a volume, nor what is in it.
 *
 * @throws ProgramError when the chart has no namespace.
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume
 */
export class StaticVolume extends Construct {
  /** What pods mount. */
  readonly claim: PersistentVolumeClaim;

  constructor(scope: Construct, id: string, props: StaticVolumeProps) {
    super(scope, id);
    const {
      storage,
      storageClass,
      accessMode = PersistentVolumeAccessMode.READ_WRITE_ONCE,
    } = props;
    const { namespace } = Chart.of(this);
    if (namespace === undefined) {
      throw new ProgramError(
        'program-runs',
        `the volume "${id}" is reserved for a claim, and its chart has no namespace for that claim`,
        'give the chart a namespace',
      );
    }
    const name = `${namespace}-${id}`;
    new k8s.KubePersistentVolume(this, 'Volume', {
      metadata: { name },
      spec: {
        capacity: { storage: k8s.Quantity.fromString(storage.asString()) },
        accessModes: [accessMode],
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName: storageClass.name,
        claimRef: { namespace, name: id },
        hostPath: props.hostPath,
        nfs: props.nfs,
        mountOptions: props.mountOptions && [...props.mountOptions],
      },
    });
    this.claim = new PersistentVolumeClaim(this, 'Claim', {
      metadata: { name: id },
      storage,
      storageClassName: storageClass.name,
      accessModes: [accessMode],
      volume: PersistentVolume.fromPersistentVolumeName(this, 'Reserved', name),
    });
  }
}
