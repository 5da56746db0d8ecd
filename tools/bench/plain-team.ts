import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { applications, labelsOf, PORT, SECRET } from './team';

const { IntOrString, Quantity } = k8s;

/** The 25 objects of one team, each as a plain object of the generated types. */
export function plainTeam(chart: Chart, namespace: string): void {
  const named = (name: string, labels?: Record<string, string>) => ({
    metadata: { name, namespace, ...(labels && { labels }) },
  });
  const id = (name: string) => `${namespace}-${name}`;

  new k8s.KubeNamespace(chart, id('namespace'), { metadata: { name: namespace } });
  new k8s.KubeConfigMap(chart, id('settings'), {
    ...named('settings'),
    data: { LOG_LEVEL: 'info', REGION: 'eu-west-1' },
  });
  new k8s.KubeServiceAccount(chart, id('reader'), named('reader'));
  new k8s.KubeRole(chart, id('role'), {
    ...named('reader'),
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }],
  });
  new k8s.KubeRoleBinding(chart, id('binding'), {
    ...named('reader'),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace }],
  });
  new k8s.KubeNetworkPolicy(chart, id('deny'), {
    ...named('deny'),
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
  new k8s.KubeNetworkPolicy(chart, id('allow'), {
    ...named('allow'),
    spec: {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ ports: [{ port: IntOrString.fromNumber(PORT) }] }],
      egress: [{}],
    },
  });

  for (const name of applications) {
    const labels = labelsOf(name);
    const selector = { app: name };
    const config = `${name}-config`;
    const readsCluster = name === 'api';
    const probe = { httpGet: { path: '/healthz', port: IntOrString.fromNumber(PORT) } };
    new k8s.KubeConfigMap(chart, id(config), {
      ...named(config, labels),
      data: { 'app.json': JSON.stringify({ name, workers: 4 }) },
    });
    new k8s.KubeDeployment(chart, id(name), {
      ...named(name, labels),
      spec: {
        selector: { matchLabels: selector },
        template: {
          metadata: { labels },
          spec: {
            automountServiceAccountToken: readsCluster,
            ...(readsCluster && { serviceAccountName: 'reader' }),
            securityContext: { runAsNonRoot: true, runAsUser: 10001 },
            containers: [
              {
                name: 'app',
                image: `registry.example.com/${name}:1.4.2`,
                ports: [{ containerPort: PORT, name: 'http' }],
                envFrom: [{ configMapRef: { name: 'settings' } }],
                env: [
                  {
                    name: 'TOKEN',
                    valueFrom: { secretKeyRef: { ...SECRET, optional: true } },
                  },
                ],
                resources: {
                  requests: {
                    cpu: Quantity.fromString('50m'),
                    memory: Quantity.fromString('64Mi'),
                  },
                  limits: {
                    cpu: Quantity.fromString('250m'),
                    memory: Quantity.fromString('128Mi'),
                  },
                },
                livenessProbe: probe,
                readinessProbe: probe,
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ['ALL'] },
                  seccompProfile: { type: 'RuntimeDefault' },
                },
                volumeMounts: [{ name: 'config', mountPath: '/etc/app', readOnly: true }],
              },
            ],
            volumes: [
              {
                name: 'config',
                configMap: { name: config, items: [{ key: 'app.json', path: 'app.json' }] },
              },
            ],
          },
        },
      },
    });
    new k8s.KubeService(chart, id(`${name}-service`), {
      ...named(name, labels),
      spec: {
        selector,
        ports: [{ name: 'http', port: 80, targetPort: IntOrString.fromString('http') }],
      },
    });
    new k8s.KubeIngress(chart, id(`${name}-ingress`), {
      ...named(name, labels),
      spec: {
        rules: [
          {
            host: `${name}.${namespace}.example.com`,
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: { service: { name, port: { name: 'http' } } },
                },
              ],
            },
          },
        ],
      },
    });
    new k8s.KubeHorizontalPodAutoscalerV2(chart, id(`${name}-autoscaler`), {
      ...named(name, labels),
      spec: {
        minReplicas: 2,
        maxReplicas: 10,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        metrics: [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
          },
        ],
      },
    });
    new k8s.KubePodDisruptionBudget(chart, id(`${name}-budget`), {
      ...named(name, labels),
      spec: { maxUnavailable: IntOrString.fromNumber(1), selector: { matchLabels: selector } },
    });
  }
}
