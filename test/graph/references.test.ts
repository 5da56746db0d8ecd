import { describeTarget } from '../../lib/graph/graph';
import type { Manifest } from '../../lib/graph/manifest';
import { table } from '../../lib/graph/reference-table';
import { isClass } from '../../lib/graph/references';
import { deployment, graphOf } from '../helpers/graph';

/** What an object refers to, each as `<field> → <kind> "<namespace>/<name>"`, with its key or port. */
function references(...manifests: readonly Manifest[]): string[] {
  return graphOf(...manifests).references.map(({ field, to, optional }) => {
    const detail = [to.key, to.port].filter((each) => each !== undefined).map(String);
    return `${field} → ${[describeTarget(to), ...detail].join(' ')}${optional ? ' (optional)' : ''}`;
  });
}

/** An object with these fields, in namespace "demo". */
function object(apiVersion: string, kind: string, fields: object): Manifest {
  return { apiVersion, kind, metadata: { name: 'it', namespace: 'demo' }, ...fields };
}

const pod = (spec: object) => object('v1', 'Pod', { spec });
const certificate = { name: 'tls', namespace: 'other' };

/** What is written, and everything that it means. */
const rows: readonly [what: string, manifest: Manifest, ...expected: string[]][] = [
  [
    'the account, image secrets and classes of a pod',
    pod({
      serviceAccountName: 'reader',
      imagePullSecrets: [{ name: 'registry' }],
      priorityClassName: 'high',
      runtimeClassName: 'gvisor',
    }),
    'spec.serviceAccountName → ServiceAccount "demo/reader"',
    'spec.imagePullSecrets[0].name → Secret "demo/registry"',
    'spec.priorityClassName → PriorityClass "high"',
    'spec.runtimeClassName → RuntimeClass "gvisor"',
  ],
  [
    'the resource claims of a pod',
    pod({
      resourceClaims: [
        { name: 'a', resourceClaimName: 'gpu' },
        { name: 'b', resourceClaimTemplateName: 'gpus' },
      ],
    }),
    'spec.resourceClaims[0].resourceClaimName → ResourceClaim "demo/gpu"',
    'spec.resourceClaims[1].resourceClaimTemplateName → ResourceClaimTemplate "demo/gpus"',
  ],
  [
    'the environment of a container',
    pod({
      containers: [
        {
          env: [{ valueFrom: { configMapKeyRef: { name: 'settings', key: 'level' } } }],
          envFrom: [{ secretRef: { name: 'password', optional: true } }],
        },
      ],
    }),
    'spec.containers[0].env[0].valueFrom.configMapKeyRef.name → ConfigMap "demo/settings"',
    'spec.containers[0].env[0].valueFrom.configMapKeyRef.key → ConfigMap "demo/settings" level',
    'spec.containers[0].envFrom[0].secretRef.name → Secret "demo/password" (optional)',
  ],
  [
    'the volumes of a pod',
    pod({
      volumes: [
        { configMap: { name: 'settings', items: [{ key: 'a', path: 'b' }] } },
        { projected: { sources: [{ secret: { name: 'one' } }] } },
        { persistentVolumeClaim: { claimName: 'data' } },
        { csi: { nodePublishSecretRef: { name: 'two' } } },
        { iscsi: { secretRef: { name: 'three' } } },
        { azureFile: { secretName: 'four' } },
        { ephemeral: { volumeClaimTemplate: { spec: { storageClassName: 'fast' } } } },
      ],
    }),
    'spec.volumes[0].configMap.name → ConfigMap "demo/settings"',
    'spec.volumes[0].configMap.items[0].key → ConfigMap "demo/settings" a',
    'spec.volumes[1].projected.sources[0].secret.name → Secret "demo/one"',
    'spec.volumes[2].persistentVolumeClaim.claimName → PersistentVolumeClaim "demo/data"',
    'spec.volumes[3].csi.nodePublishSecretRef.name → Secret "demo/two"',
    'spec.volumes[4].iscsi.secretRef.name → Secret "demo/three"',
    'spec.volumes[5].azureFile.secretName → Secret "demo/four"',
    'spec.volumes[6].ephemeral.volumeClaimTemplate.spec.storageClassName → StorageClass "fast"',
  ],
  [
    'a key that is mounted as a file',
    pod({
      containers: [{ volumeMounts: [{ name: 'v', mountPath: '/etc/a', subPath: './a.conf' }] }],
      volumes: [{ name: 'v', secret: { secretName: 's' } }],
    }),
    'spec.volumes[0].secret.secretName → Secret "demo/s"',
    'spec.containers[0].volumeMounts[0].subPath → Secret "demo/s" a.conf',
  ],
  [
    'no key where items give the files other names',
    pod({
      containers: [{ volumeMounts: [{ name: 'v', mountPath: '/etc/a', subPath: 'b' }] }],
      volumes: [{ name: 'v', configMap: { name: 'c', items: [{ key: 'a', path: 'b' }] } }],
    }),
    'spec.volumes[0].configMap.name → ConfigMap "demo/c"',
    'spec.volumes[0].configMap.items[0].key → ConfigMap "demo/c" a',
  ],
  [
    'what an account holds',
    object('v1', 'ServiceAccount', {
      secrets: [{ name: 'token' }],
      imagePullSecrets: [{ name: 'registry' }],
    }),
    'secrets[0].name → Secret "demo/token" (optional)',
    'imagePullSecrets[0].name → Secret "demo/registry"',
  ],
  [
    'a claim',
    object('v1', 'PersistentVolumeClaim', {
      spec: {
        storageClassName: 'fast',
        volumeName: 'disk',
        dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'old' },
      },
    }),
    'spec.storageClassName → StorageClass "fast"',
    'spec.volumeName → PersistentVolume "disk"',
    'spec.dataSource.name → VolumeSnapshot "demo/old"',
  ],
  [
    'a claim that wants no class',
    object('v1', 'PersistentVolumeClaim', { spec: { storageClassName: '' } }),
  ],
  [
    'a volume, which says the namespace itself or leads nowhere',
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'disk' },
      spec: {
        storageClassName: 'any-word',
        claimRef: { namespace: 'demo', name: 'data' },
        csi: { nodeStageSecretRef: { name: 'key', namespace: 'storage' } },
        azureFile: { secretName: 'account', secretNamespace: 'azure' },
        cephfs: { secretRef: { name: 'nowhere' } },
      },
    },
    'spec.claimRef.name → PersistentVolumeClaim "demo/data"',
    'spec.azureFile.secretName → Secret "azure/account"',
    'spec.csi.nodeStageSecretRef.name → Secret "storage/key"',
  ],
  [
    'the secrets of a storage class, but not those that each claim fills in',
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast' },
      parameters: {
        'csi.storage.k8s.io/provisioner-secret-name': 'admin',
        'csi.storage.k8s.io/provisioner-secret-namespace': 'ceph',
        'csi.storage.k8s.io/node-stage-secret-name': '${pvc.name}',
        'csi.storage.k8s.io/node-stage-secret-namespace': 'ceph',
      },
    },
    'parameters.csi.storage.k8s.io/provisioner-secret-name → Secret "ceph/admin"',
  ],
  [
    'the classes that a quota is for',
    object('v1', 'ResourceQuota', {
      spec: {
        scopeSelector: {
          matchExpressions: [
            { scopeName: 'PriorityClass', operator: 'In', values: ['low', 'high'] },
            { scopeName: 'PriorityClass', operator: 'NotIn', values: ['none'] },
          ],
        },
      },
    }),
    'spec.scopeSelector.matchExpressions[0].values[0] → PriorityClass "low"',
    'spec.scopeSelector.matchExpressions[0].values[1] → PriorityClass "high"',
  ],
  [
    'a StatefulSet',
    object('apps/v1', 'StatefulSet', {
      spec: {
        serviceName: 'web',
        volumeClaimTemplates: [{ spec: { storageClassName: 'fast' } }],
      },
    }),
    'spec.serviceName → Service "demo/web" (optional)',
    'spec.volumeClaimTemplates[0].spec.storageClassName → StorageClass "fast"',
  ],
  [
    'an autoscaler',
    object('autoscaling/v2', 'HorizontalPodAutoscaler', {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        metrics: [
          {
            object: {
              describedObject: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'in' },
            },
          },
        ],
      },
    }),
    'spec.scaleTargetRef.name → Deployment "demo/web"',
    'spec.metrics[0].object.describedObject.name → Ingress "demo/in"',
  ],
  [
    'an Ingress',
    object('networking.k8s.io/v1', 'Ingress', {
      spec: {
        ingressClassName: 'nginx',
        defaultBackend: { service: { name: 'web', port: { name: 'http' } } },
        tls: [{ secretName: 'tls' }],
      },
    }),
    'spec.ingressClassName → IngressClass "nginx"',
    'spec.defaultBackend.service.name → Service "demo/web"',
    'spec.defaultBackend.service.port.name → Service "demo/web" http',
    'spec.tls[0].secretName → Secret "demo/tls"',
    'spec.tls[0].secretName → Secret "demo/tls" tls.crt',
    'spec.tls[0].secretName → Secret "demo/tls" tls.key',
  ],
  [
    'a binding, of whose subjects only accounts are objects',
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
      subjects: [
        { kind: 'ServiceAccount', name: 'reader', namespace: 'other' },
        { kind: 'User', name: 'ana' },
      ],
    }),
    'roleRef.name → ClusterRole "view"',
    'subjects[0].name → ServiceAccount "other/reader"',
  ],
  [
    'the services of the API server',
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'it' },
      webhooks: [
        { clientConfig: { service: { name: 'hook', namespace: 'demo' } } },
        { clientConfig: { url: 'https://example.com' } },
      ],
    },
    'webhooks[0].clientConfig.service.name → Service "demo/hook"',
    'webhooks[0].clientConfig.service.name → Service "demo/hook" 443',
  ],
  [
    'an API that the API server answers itself',
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1.apps' },
      spec: { service: null },
    },
  ],
  [
    'a Gateway',
    object('gateway.networking.k8s.io/v1', 'Gateway', {
      spec: {
        gatewayClassName: 'envoy',
        listeners: [{ tls: { certificateRefs: [certificate] } }],
      },
    }),
    'spec.gatewayClassName → GatewayClass "envoy"',
    'spec.listeners[0].tls.certificateRefs[0].name → Secret "other/tls"',
    'spec.listeners[0].tls.certificateRefs[0].name → Secret "other/tls" tls.crt',
    'spec.listeners[0].tls.certificateRefs[0].name → Secret "other/tls" tls.key',
  ],
  [
    'a route',
    object('gateway.networking.k8s.io/v1', 'HTTPRoute', {
      spec: {
        parentRefs: [{ name: 'main' }],
        rules: [
          {
            backendRefs: [{ name: 'web', port: 80 }],
            filters: [{ requestMirror: { backendRef: { name: 'copy', port: 81 } } }],
          },
        ],
      },
    }),
    'spec.parentRefs[0].name → Gateway "demo/main"',
    'spec.rules[0].backendRefs[0].name → Service "demo/web"',
    'spec.rules[0].backendRefs[0].port → Service "demo/web" 80',
    'spec.rules[0].filters[0].requestMirror.backendRef.name → Service "demo/copy"',
    'spec.rules[0].filters[0].requestMirror.backendRef.port → Service "demo/copy" 81',
  ],
  [
    'what Prometheus authenticates with',
    object('monitoring.coreos.com/v1', 'ServiceMonitor', {
      spec: {
        endpoints: [
          {
            basicAuth: { password: { name: 'auth', key: 'password' } },
            tlsConfig: { ca: { configMap: { name: 'ca', key: 'ca.crt' } } },
          },
        ],
      },
    }),
    'spec.endpoints[0].basicAuth.password.name → Secret "demo/auth"',
    'spec.endpoints[0].basicAuth.password.key → Secret "demo/auth" password',
    'spec.endpoints[0].tlsConfig.ca.configMap.name → ConfigMap "demo/ca"',
    'spec.endpoints[0].tlsConfig.ca.configMap.key → ConfigMap "demo/ca" ca.crt',
  ],
  [
    'a route of Istio, by short names only',
    object('networking.istio.io/v1', 'VirtualService', {
      spec: {
        gateways: ['mesh', 'main'],
        http: [
          {
            route: [
              { destination: { host: 'web', port: { number: 80 } } },
              { destination: { host: 'example.com' } },
            ],
          },
        ],
      },
    }),
    'spec.http[0].route[0].destination.host → Service "demo/web"',
    'spec.http[0].route[0].destination.port.number → Service "demo/web" 80',
    'spec.gateways[1] → Gateway "demo/main"',
  ],
  [
    'a route of Traefik',
    object('traefik.io/v1alpha1', 'IngressRoute', {
      spec: {
        routes: [
          {
            services: [
              { name: 'web', port: 80 },
              { name: 'api@internal', kind: 'TraefikService' },
            ],
            middlewares: [{ name: 'auth' }],
          },
        ],
      },
    }),
    'spec.routes[0].services[0].name → Service "demo/web"',
    'spec.routes[0].services[0].port → Service "demo/web" 80',
    'spec.routes[0].middlewares[0].name → Middleware "demo/auth"',
  ],
  [
    'the owner of an object, unless it is a node',
    {
      ...object('v1', 'ConfigMap', {}),
      metadata: {
        name: 'it',
        namespace: 'demo',
        ownerReferences: [
          { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
          { apiVersion: 'v1', kind: 'Node', name: 'one' },
        ],
      } as Manifest['metadata'],
    },
    'metadata.ownerReferences[0].name → Deployment "demo/web"',
  ],
];

test.each(rows)('reads %s', (_, manifest, ...expected) => {
  expect(references(manifest)).toEqual(expected);
});

test('finds the pod of every kind that makes pods', () => {
  const spec = { serviceAccountName: 'reader' };
  const template = { spec };
  const kinds: readonly Manifest[] = [
    deployment({ spec: { template } }),
    object('batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template } } } }),
    object('v1', 'PodTemplate', { template }),
  ];
  expect(references(...kinds)).toEqual([
    'spec.template.spec.serviceAccountName → ServiceAccount "demo/reader"',
    'spec.jobTemplate.spec.template.spec.serviceAccountName → ServiceAccount "demo/reader"',
    'template.spec.serviceAccountName → ServiceAccount "demo/reader"',
  ]);
});

test('takes values of any type without an error, in every field that may hold a reference', () => {
  for (const value of [null, 7, 'text', true, [], [null], {}, [7], { name: 7 }]) {
    for (const [kind, paths] of Object.entries(table)) {
      const [group = '', name = ''] = kind.split('/');
      const manifest = { ...object(`${group}/v1`, name, {}) } as Record<string, unknown>;
      for (const path of Object.keys(paths)) place(manifest, path.replaceAll('[]', ''), value);
      expect(() => references(manifest as unknown as Manifest)).not.toThrow();
    }
    expect(() => references(pod({ volumes: value, containers: value }))).not.toThrow();
    const inside = { volumes: [value], containers: [value, { volumeMounts: value, env: [value] }] };
    expect(() => references(pod(inside))).not.toThrow();
  }
});

/** Sets the field at `path`, unless what is above it is there already and is no object. */
function place(root: Record<string, unknown>, path: string, value: unknown): void {
  const [key = '', ...rest] = path.split('.');
  if (rest.length === 0) root[key] = value;
  else if (typeof (root[key] ??= {}) === 'object' && root[key] !== null)
    place(root[key] as Record<string, unknown>, rest.join('.'), value);
}

test('tells classes from other kinds', () => {
  expect(['storage.k8s.io/StorageClass', '/Secret'].map(isClass)).toEqual([true, false]);
});
