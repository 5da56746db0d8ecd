import { Chart, Duration, Size } from 'cdk8s';
import {
  HostPathVolumeType,
  PersistentVolumeAccessMode,
  PersistentVolumeClaim,
  Pod,
  Volume,
} from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { ephemeralVolume } from '../../constructs/ephemeral-volume';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { shell } from '../../constructs/shell';
import { small } from '../../constructs/small';
import { StaticVolume } from '../../constructs/static-volume';
import { StorageClass } from '../../constructs/storage-class';
import type { Environment } from '../../environments';

/**
 * Storage that outlives pods. An application claims it (PersistentVolumeClaim) and does not care what
 * it is; what it is (PersistentVolume) is the cluster's affair: made on demand by the driver of a
 * StorageClass, or beforehand by a person.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/
 */
export class PersistentVolumeLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-persistent-volume';
    super(
      scope,
      'persistent-volume',
      application({ namespace, name: 'persistent-volume', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    // On demand, the usual way. No class is named: the cluster's default one makes the volume when the
    // first pod needs it, and deletes it with its data when the claim is deleted.
    const onDemand = new PersistentVolumeClaim(this, 'on-demand', {
      metadata: { name: 'on-demand' },
      accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE],
      storage: Size.gibibytes(1),
    });

    // By hand: a folder of whichever node the pod runs on, open to every user, for this one claim.
    // It is kept when the claim goes, and then stays "Released", for nobody, until an administrator has
    // seen to its data. So delete this lesson by its file (`kubectl delete -f`), volume included, not
    // just by its namespace: a new claim would wait for ever.
    const byHand = new StaticVolume(this, 'by-hand', {
      storageClass: new StorageClass(this, 'taller-by-hand'),
      storage: Size.gibibytes(1),
      hostPath: { path: '/var/tmp', type: HostPathVolumeType.DIRECTORY },
    });

    // Pod Security "restricted" forbids the pod to mount folders of the node itself. A claim it may
    // mount whatever is behind it: that was decided by whoever made the volume.
    new Pod(this, 'diary', {
      metadata: { name: 'diary' },
      // As first process of its container, a shell ignores the signal that asks it to stop.
      terminationGracePeriod: Duration.seconds(1),
      securityContext: { user: 10001, fsGroup: 10001 },
      containers: [
        restricted({
          name: 'diary',
          image: images.busybox,
          // Each new pod finds the lines of those before it.
          command: shell(
            'date | tee -a /on-demand/diary >> /by-hand/diary; cat /by-hand/diary; exec sleep 1000000',
          ),
          resources: small,
          volumeMounts: [
            {
              path: '/on-demand',
              volume: Volume.fromPersistentVolumeClaim(this, 'on-demand-volume', onDemand),
            },
            // On demand too, with a claim that comes and goes with this pod.
            {
              path: '/scratch',
              volume: ephemeralVolume(this, 'scratch', 'scratch', { storage: Size.gibibytes(1) }),
            },
            // A folder of the volume, made when it is missing, instead of the whole of it.
            {
              path: '/by-hand',
              subPath: namespace,
              volume: Volume.fromPersistentVolumeClaim(this, 'by-hand-volume', byHand.claim),
            },
          ],
        }),
      ],
    });
  }
}
