import { Chart, Duration } from 'cdk8s';
import { HostPathVolumeType, Pod, Volume } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { shell } from '../../constructs/shell';
import { small } from '../../constructs/small';
import type { Environment } from '../../environments';

/**
 * A file or folder of the node itself inside a pod. Agents that watch over nodes need it; an
 * application never does: its data would stay behind on the node when the pod comes back on another.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
 */
export class HostPathLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-host-path';
    super(
      scope,
      'host-path',
      application({ namespace, name: 'host-path', component: 'lesson', partOf: 'taller' }),
    );
    // Who may mount any path of the node may become root of it: the kubelet's credentials and the
    // container runtime's socket are files too. So "baseline" and "restricted" let no hostPath in, and
    // this namespace must be "privileged". On a real cluster nobody else may create pods in such a one.
    new SecuredNamespace(this, namespace, { enforce: 'privileged' });

    // The namespace would allow everything; this pod takes no more than two paths, to read.
    new Pod(this, 'node-facts', {
      metadata: { name: 'node-facts' },
      // As first process of its container, a shell ignores the signal that asks it to stop.
      terminationGracePeriod: Duration.seconds(1),
      securityContext: { user: 10001 },
      containers: [
        restricted({
          name: 'facts',
          image: images.busybox,
          command: shell('cat /node/os-release; ls /node/pods; exec sleep 1000000'),
          resources: small,
          volumeMounts: [
            // With a type the kubelet looks before it mounts, and the pod waits with a clear event until
            // there is a file. Without one, what is missing becomes an empty folder of root's.
            {
              path: '/node/os-release',
              readOnly: true,
              volume: Volume.fromHostPath(this, 'os-release', 'os-release', {
                path: '/etc/os-release',
                type: HostPathVolumeType.FILE,
              }),
            },
            {
              path: '/node/pods',
              readOnly: true,
              volume: Volume.fromHostPath(this, 'pods', 'pods', {
                path: '/var/log/pods',
                type: HostPathVolumeType.DIRECTORY,
              }),
            },
          ],
        }),
      ],
    });
  }
}
