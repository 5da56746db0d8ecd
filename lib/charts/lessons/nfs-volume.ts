import { Chart, Duration, Size } from 'cdk8s';
import { Deployment, PersistentVolumeAccessMode, Volume } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { PodDisruptionBudget } from '../../constructs/pod-disruption-budget';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { shell } from '../../constructs/shell';
import { small } from '../../constructs/small';
import { StaticVolume } from '../../constructs/static-volume';
import { StorageClass } from '../../constructs/storage-class';
import type { Capability, Environment } from '../../environments';

/**
 * One folder for pods on many nodes: a file server shares it, and every node mounts it.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#nfs
 */
export class NfsVolumeLesson extends Chart {
  static readonly requires = ['nfs-server'] as const satisfies readonly Capability[];

  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-nfs-volume';
    super(
      scope,
      'nfs-volume',
      application({ namespace, name: 'nfs-volume', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    // A pod may name an NFS server as its volume, but not under Pod Security "restricted": there the
    // server is the administrator's choice, as a PersistentVolume, and the pod mounts its claim.
    const shared = new StaticVolume(this, 'shared', {
      storageClass: new StorageClass(this, 'taller-nfs'),
      storage: Size.gibibytes(1),
      accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY,
      // Your server. The node resolves its name, not the cluster's DNS: the name of a Service fails.
      nfs: { server: 'nfs.example.com', path: '/exports/taller' },
      // "hard": when the server is away, writers wait for it; "soft" would lose what they wrote.
      mountOptions: ['nfsvers=4.1', 'hard'],
    });

    const writers = new Deployment(this, 'writers', {
      metadata: { name: 'writers' },
      replicas: 2,
      // As first process of its container, a shell ignores the signal that asks it to stop.
      terminationGracePeriod: Duration.seconds(1),
      // The server goes by these numbers: its folder must be writable for one of them.
      securityContext: { user: 10001, group: 10001, fsGroup: 10001 },
      containers: [
        restricted({
          name: 'writer',
          image: images.busybox,
          command: shell('while true; do date > "/shared/$HOSTNAME"; ls /shared; sleep 10; done'),
          resources: small,
          volumeMounts: [
            {
              path: '/shared',
              volume: Volume.fromPersistentVolumeClaim(this, 'volume', shared.claim),
            },
          ],
        }),
      ],
    });

    // A node drain may take one of them away at a time.
    new PodDisruptionBudget(this, 'writers-budget', {
      metadata: { name: 'writers' },
      selector: writers.matchLabels,
    });
  }
}
