import { Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, EmptyDirMedium, Pod, Secret, Volume } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { downwardApiVolume } from '../../constructs/downward-api-volume';
import { projectedVolume } from '../../constructs/projected-volume';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { shell } from '../../constructs/shell';
import { small } from '../../constructs/small';
import type { Environment } from '../../environments';

/** Lists what is in the volumes; of what may be secret the names alone, for logs are read by many. */
const program = `
  date | tee /scratch/note /memory/note > /dev/null
  for file in $(find -L /scratch /memory /config /pod -type f | grep -v '/[.][.]'); do
    echo "$file: $(cat "$file")"
  done
  find -L /secret /all -type f | grep -v '/[.][.]'
  exec sleep 1000000
`;

/**
 * Folders that a pod brings with it. They live as long as the pod: longer than its containers, which
 * may crash and start anew, and no longer than it. What must outlive the pod is in persistent-volume.ts.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export class VolumeLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-volume';
    super(
      scope,
      'volume',
      application({ namespace, name: 'volume', component: 'lesson', partOf: 'taller' }),
    );
    new SecuredNamespace(this, namespace);

    const settings = new ConfigMap(this, 'settings', {
      metadata: { name: 'settings' },
      data: { 'greeting.txt': 'hello', 'colour.txt': 'blue' },
    });
    // Made by somebody with the right to know it, and never part of this program.
    const password = Secret.fromSecretName(this, 'password', 'password');

    new Pod(this, 'volumes', {
      metadata: { name: 'volumes', annotations: { 'taller/author': 'you' } },
      // As first process of its container, a shell ignores the signal that asks it to stop.
      terminationGracePeriod: Duration.seconds(1),
      // Files of Secrets belong to root; the group makes them readable for this user.
      securityContext: { user: 10001, fsGroup: 10001 },
      containers: [
        restricted({
          name: 'app',
          image: images.busybox,
          command: shell(program),
          resources: small,
          volumeMounts: [
            // Empty at first, on the disk of the node. A pod that fills it beyond the limit is evicted.
            {
              path: '/scratch',
              volume: Volume.fromEmptyDir(this, 'scratch', 'scratch', {
                sizeLimit: Size.mebibytes(16),
              }),
            },
            // The same in memory, which counts against the memory limit of whoever writes.
            {
              path: '/memory',
              volume: Volume.fromEmptyDir(this, 'memory', 'memory', {
                medium: EmptyDirMedium.MEMORY,
                sizeLimit: Size.mebibytes(8),
              }),
            },
            // Keys as files, here one of the two under another name. An edit of the ConfigMap arrives
            // within about a minute, without a restart.
            {
              path: '/config',
              volume: Volume.fromConfigMap(this, 'config', settings, {
                name: 'config',
                items: { 'greeting.txt': { path: 'texts/welcome.txt' } },
              }),
            },
            // Kept in memory, never on the node's disk. Optional: without the Secret the folder is empty.
            {
              path: '/secret',
              volume: Volume.fromSecret(this, 'secret', password, {
                name: 'secret',
                defaultMode: 0o440,
                optional: true,
              }),
            },
            // What the pod is, for programs that ask no API server.
            {
              path: '/pod',
              volume: downwardApiVolume(this, 'pod', 'pod', {
                name: 'metadata.name',
                labels: 'metadata.labels',
                author: "metadata.annotations['taller/author']",
              }),
            },
            // Several of them in one folder; with a token that only "vault" may accept, renewed in time.
            {
              path: '/all',
              volume: projectedVolume(this, 'all', 'all', [
                { configMap: settings },
                { secret: password, optional: true },
                { downwardApi: { namespace: 'metadata.namespace' } },
                {
                  serviceAccountToken: {
                    path: 'vault-token',
                    audience: 'vault',
                    expiration: Duration.hours(1),
                  },
                },
              ]),
            },
          ],
        }),
      ],
    });
  }
}
