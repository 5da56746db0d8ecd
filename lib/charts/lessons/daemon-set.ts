import { Chart, Duration } from 'cdk8s';
import { DaemonSet, HostPathVolumeType, Node, NodeTaintQuery, Volume } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { application } from '../../constructs/application';
import { restricted } from '../../constructs/restricted';
import { SecuredNamespace } from '../../constructs/secured-namespace';
import { shell } from '../../constructs/shell';
import { small } from '../../constructs/small';
import type { Environment } from '../../environments';

/**
 * Prints what every container on the node writes to its log from now on. A log that appears later is
 * printed from its first line. Its own log is left out, or each line would beget another.
 */
const program = `
  while true; do
    logs=$(find /var/log/pods -name '*.log' -not -path '*/taller-daemon-set_*' | sort)
    if [ "$logs" != "$known" ]; then
      [ -z "$reader" ] || kill "$reader"
      for log in $logs; do
        case "$known" in '' | *"$log"*) ;; *) echo "==> $log <=="; cat "$log" ;; esac
      done
      tail -n 0 -F $logs & reader=$!
      known=$logs
    fi
    sleep 5
  done
`;

/**
 * One pod on every node, also on those that join later: here, one that collects the logs of its node.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/
 */
export class DaemonSetLesson extends Chart {
  constructor(scope: Construct, { images }: Environment) {
    const namespace = 'taller-daemon-set';
    super(
      scope,
      'daemon-set',
      application({ namespace, name: 'daemon-set', component: 'lesson', partOf: 'taller' }),
    );
    // Logs of other pods are files of the node. Pod Security has no level between "no folder of the
    // node" (baseline) and "anything" (privileged), so all that protects the node stands below.
    new SecuredNamespace(this, namespace, { enforce: 'privileged' });

    const logs = new DaemonSet(this, 'log-collector', {
      metadata: { name: 'log-collector' },
      // The files belong to root and are readable by group 0: its group suffices, its user need not be.
      securityContext: { user: 10001, group: 0 },
      // As first process of its container, a shell ignores the signal that asks it to stop.
      terminationGracePeriod: Duration.seconds(1),
      containers: [
        restricted({
          name: 'collect',
          image: images.busybox,
          command: shell(program),
          resources: small,
          volumeMounts: [
            {
              path: '/var/log/pods',
              readOnly: true,
              volume: Volume.fromHostPath(this, 'logs', 'logs', {
                path: '/var/log/pods',
                type: HostPathVolumeType.DIRECTORY,
              }),
            },
          ],
        }),
      ],
    });

    // Nodes keep pods away by taints: control planes have one, and so have nodes that are cordoned, out
    // of memory or not ready. A toleration without a key tolerates them all.
    logs.scheduling.tolerate(Node.tainted(NodeTaintQuery.any()));
  }
}
