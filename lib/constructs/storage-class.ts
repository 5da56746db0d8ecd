import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/** A class whose volumes are made by hand, before anybody claims them. */
interface StaticStorage {
  /**
   * Who makes a volume for each claim.
   * @default - nobody: claims wait for a volume of this class that somebody made
   */
  readonly provisioner?: never;
  readonly reclaimPolicy?: never;
  readonly allowVolumeExpansion?: never;
  readonly parameters?: never;
}

/** A class whose volumes a driver makes when they are claimed. */
interface DynamicStorage {
  /** The driver that makes a volume for each claim, as in `ebs.csi.aws.com`. */
  readonly provisioner: string;
  /**
   * What becomes of a volume whose claim is deleted.
   * @default 'Delete'
   */
  readonly reclaimPolicy?: 'Delete' | 'Retain';
  /**
   * Whether a claim may grow later; none can shrink.
   * @default false
   */
  readonly allowVolumeExpansion?: boolean;
  /**
   * What the driver wants to know, in its own words.
   * @default - nothing
   */
  readonly parameters?: Readonly<Record<string, string>>;
}

export type StorageClassProps = (StaticStorage | DynamicStorage) & {
  /**
   * When a claim gets its volume: with its first pod, so that the volume is where the pod can run, or
   * at once.
   * @default 'WaitForFirstConsumer'
   */
  readonly volumeBindingMode?: 'WaitForFirstConsumer' | 'Immediate';
};

/**
 * A kind of storage that claims ask for by name. Its `id` is its name, which is the whole cluster's.
 *
 * @see https://kubernetes.io/docs/concepts/storage/storage-classes/
 */
export class StorageClass extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: StorageClassProps = {}) {
    super(scope, id);
    this.name = id;
    const {
      provisioner = 'kubernetes.io/no-provisioner',
      volumeBindingMode = 'WaitForFirstConsumer',
      ...rest
    } = props;
    new k8s.KubeStorageClass(this, 'Resource', {
      metadata: { name: id },
      provisioner,
      volumeBindingMode,
      ...rest,
    });
  }
}
