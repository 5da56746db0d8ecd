import type { Row } from './row';

const container = 'spec.template.spec.containers[0]';
const daily = 'spec.jobTemplate.spec';

/** Workloads with a place, a node or an end of their own; volumes; what keeps pods alive. */
export const rows: readonly Row[] = [
  // StatefulSet: a stable name on the network, stable storage, everything in order.
  ['StatefulSet', 'stateful-set', 'Service', 'web', 'spec.clusterIP', 'None'],
  ['StatefulSet', 'stateful-set', 'StatefulSet', 'web', 'spec.serviceName', 'web'],
  ['StatefulSet', 'stateful-set', 'StatefulSet', 'web', 'spec.replicas', 3],
  ['StatefulSet', 'stateful-set', 'StatefulSet', 'web', 'spec.podManagementPolicy', 'OrderedReady'],
  [
    'StatefulSet',
    'stateful-set',
    'StatefulSet',
    'web',
    'spec.updateStrategy.type',
    'RollingUpdate',
  ],
  [
    'StatefulSet',
    'stateful-set',
    'StatefulSet',
    'web',
    'spec.volumeClaimTemplates[0].metadata.name',
    'data',
  ],
  [
    'StatefulSet',
    'stateful-set',
    'StatefulSet',
    'web',
    `${container}.volumeMounts[0]`,
    { mountPath: '/data', name: 'data' },
  ],

  // DaemonSet: logs collected on every node.
  [
    'DaemonSet',
    'daemon-set',
    'DaemonSet',
    'log-collector',
    'spec.template.spec.tolerations',
    [{ operator: 'Exists' }],
  ],
  [
    'DaemonSet',
    'daemon-set',
    'DaemonSet',
    'log-collector',
    'spec.template.spec.volumes[0].hostPath.path',
    '/var/log/pods',
  ],

  // Job: one-off tasks. CronJob: an ETL every day at 03:00.
  ['Job', 'job', 'Job', 'once', 'spec.backoffLimit', 2],
  ['Job', 'job', 'Job', 'once', 'spec.activeDeadlineSeconds', 300],
  ['Job', 'job', 'Job', 'once', 'spec.ttlSecondsAfterFinished', 3600],
  ['Job', 'job', 'Job', 'parts', 'spec.completionMode', 'Indexed'],
  ['Job', 'job', 'Job', 'parts', 'spec.completions', 5],
  ['Job', 'job', 'Job', 'parts', 'spec.parallelism', 2],
  ['CronJob', 'cron-job', 'CronJob', 'etl', 'spec.schedule', '0 3 * * *'],
  ['CronJob', 'cron-job', 'CronJob', 'etl', 'spec.timeZone', 'Europe/Madrid'],
  ['CronJob', 'cron-job', 'CronJob', 'etl', 'spec.concurrencyPolicy', 'Forbid'],
  ['CronJob', 'cron-job', 'CronJob', 'etl', 'spec.startingDeadlineSeconds', 3600],
  ['CronJob', 'cron-job', 'CronJob', 'etl', 'spec.successfulJobsHistoryLimit', 3],
  ['CronJob', 'cron-job', 'CronJob', 'etl', 'spec.failedJobsHistoryLimit', 3],
  ['CronJob', 'cron-job', 'CronJob', 'etl', `${daily}.template.spec.restartPolicy`, 'Never'],
  [
    'CronJob',
    'cron-job',
    'CronJob',
    'etl',
    `${daily}.template.spec.initContainers[0].name`,
    'extract',
  ],

  // Volumes: emptyDir, hostPath, PV and PVC, ConfigMap and Secret as files, NFS.
  ['Volumes', 'volume', 'Pod', 'volumes', 'spec.volumes[0].emptyDir.sizeLimit', '16Mi'],
  ['Volumes', 'volume', 'Pod', 'volumes', 'spec.volumes[1].emptyDir.medium', 'Memory'],
  ['Volumes', 'volume', 'Pod', 'volumes', 'spec.volumes[2].configMap.name', 'settings'],
  ['Volumes', 'volume', 'Pod', 'volumes', 'spec.volumes[3].secret.optional', true],
  [
    'Volumes',
    'volume',
    'Pod',
    'volumes',
    'spec.volumes[4].downwardAPI.items[0].fieldRef.fieldPath',
    'metadata.name',
  ],
  [
    'Volumes',
    'volume',
    'Pod',
    'volumes',
    'spec.volumes[5].projected.sources[3].serviceAccountToken.audience',
    'vault',
  ],
  [
    'Volumes',
    'persistent-volume',
    'PersistentVolume',
    'taller-persistent-volume-by-hand',
    'spec.claimRef',
    { name: 'by-hand', namespace: 'taller-persistent-volume' },
  ],
  [
    'Volumes',
    'persistent-volume',
    'PersistentVolumeClaim',
    'by-hand',
    'spec.volumeName',
    'taller-persistent-volume-by-hand',
  ],
  [
    'Volumes',
    'persistent-volume',
    'StorageClass',
    'taller-by-hand',
    'provisioner',
    'kubernetes.io/no-provisioner',
  ],
  // No class is named: the cluster's default one.
  [
    'Volumes',
    'persistent-volume',
    'PersistentVolumeClaim',
    'on-demand',
    'spec.storageClassName',
    undefined,
  ],
  [
    'Volumes',
    'host-path',
    'Pod',
    'node-facts',
    'spec.volumes[0].hostPath',
    { path: '/etc/os-release', type: 'File' },
  ],
  [
    'Volumes',
    'nfs-volume',
    'PersistentVolume',
    'taller-nfs-volume-shared',
    'spec.nfs',
    { path: '/exports/taller', server: 'nfs.example.com' },
  ],
  [
    'Volumes',
    'nfs-volume',
    'PersistentVolumeClaim',
    'shared',
    'spec.accessModes[0]',
    'ReadWriteMany',
  ],

  // Self-healing: all three probes, one of each kind.
  [
    'Self-healing',
    'probe',
    'Deployment',
    'patient',
    `${container}.startupProbe.tcpSocket.port`,
    8080,
  ],
  [
    'Self-healing',
    'probe',
    'Deployment',
    'patient',
    `${container}.readinessProbe.exec.command`,
    ['test', '-f', '/state/ready'],
  ],
  [
    'Self-healing',
    'probe',
    'Deployment',
    'patient',
    `${container}.livenessProbe.httpGet`,
    { path: '/healthz', port: 8080 },
  ],

  // Disruption and spread.
  [
    'Disruption and spread',
    'pod-disruption-budget',
    'PodDisruptionBudget',
    'web',
    'spec.maxUnavailable',
    1,
  ],
  [
    'Disruption and spread',
    'pod-disruption-budget',
    'PodDisruptionBudget',
    'workers',
    'spec.minAvailable',
    '50%',
  ],
  ...['web', 'workers'].map((name): Row => [
    'Disruption and spread',
    'pod-disruption-budget',
    'Deployment',
    name,
    'spec.template.spec.topologySpreadConstraints[0].topologyKey',
    'kubernetes.io/hostname',
  ]),
];
