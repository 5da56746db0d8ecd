import { type Chart, Size } from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { applications, labelsOf, PORT, SECRET } from './team';

/** The same 25 objects by the constructs of cdk8s-plus; it has none for a PodDisruptionBudget. */
export function plusTeam(chart: Chart, namespace: string): void {
  const scope = new Construct(chart, namespace);
  const named = (name: string, labels?: Record<string, string>) => ({
    metadata: { name, namespace, ...(labels && { labels }) },
  });

  new plus.Namespace(scope, 'namespace', { metadata: { name: namespace } });
  const settings = new plus.ConfigMap(scope, 'settings', {
    ...named('settings'),
    data: { LOG_LEVEL: 'info', REGION: 'eu-west-1' },
  });
  const reader = new plus.ServiceAccount(scope, 'reader', named('reader'));
  const role = new plus.Role(scope, 'role', named('reader'));
  role.allowRead(plus.ApiResource.CONFIG_MAPS);
  const binding = new plus.RoleBinding(scope, 'binding', { ...named('reader'), role });
  binding.addSubjects(reader);
  const everybody = plus.Pods.all(scope, 'pods');
  new plus.NetworkPolicy(scope, 'deny', {
    ...named('deny'),
    selector: everybody,
    ingress: { default: plus.NetworkPolicyTrafficDefault.DENY },
    egress: { default: plus.NetworkPolicyTrafficDefault.DENY },
  });
  const allow = new plus.NetworkPolicy(scope, 'allow', {
    ...named('allow'),
    selector: everybody,
    egress: { default: plus.NetworkPolicyTrafficDefault.ALLOW },
  });
  allow.addIngressRule(plus.NetworkPolicyIpBlock.anyIpv4(scope, 'anybody'), [
    plus.NetworkPolicyPort.tcp(PORT),
  ]);

  const secret = plus.Secret.fromSecretName(scope, 'secret', SECRET.name);
  for (const name of applications) {
    const labels = labelsOf(name);
    const config = new plus.ConfigMap(scope, `${name}-config`, {
      ...named(`${name}-config`, labels),
      data: { 'app.json': JSON.stringify({ name, workers: 4 }) },
    });
    const probe = plus.Probe.fromHttpGet('/healthz', { port: PORT });
    const deployment = new plus.Deployment(scope, name, {
      ...named(name, labels),
      podMetadata: { labels },
      automountServiceAccountToken: name === 'api',
      ...(name === 'api' && { serviceAccount: reader }),
      securityContext: { ensureNonRoot: true, user: 10001 },
      containers: [
        {
          name: 'app',
          image: `registry.example.com/${name}:1.4.2`,
          ports: [{ number: PORT, name: 'http' }],
          envFrom: [plus.Env.fromConfigMap(settings)],
          envVariables: {
            TOKEN: plus.EnvValue.fromSecretValue({ secret, key: SECRET.key }, { optional: true }),
          },
          resources: {
            cpu: { request: plus.Cpu.millis(50), limit: plus.Cpu.millis(250) },
            memory: { request: Size.mebibytes(64), limit: Size.mebibytes(128) },
          },
          liveness: probe,
          readiness: probe,
          securityContext: {
            capabilities: { drop: [plus.Capability.ALL] },
            seccompProfile: { type: plus.SeccompProfileType.RUNTIME_DEFAULT },
          },
          volumeMounts: [
            {
              path: '/etc/app',
              readOnly: true,
              volume: plus.Volume.fromConfigMap(scope, `${name}-volume`, config, {
                name: 'config',
                items: { 'app.json': { path: 'app.json' } },
              }),
            },
          ],
        },
      ],
    });
    const service = new plus.Service(scope, `${name}-service`, {
      ...named(name, labels),
      selector: deployment,
      ports: [{ name: 'http', port: 80, targetPort: PORT }],
    });
    new plus.Ingress(scope, `${name}-ingress`, {
      ...named(name, labels),
      rules: [
        {
          host: `${name}.${namespace}.example.com`,
          path: '/',
          backend: plus.IngressBackend.fromService(service),
        },
      ],
    });
    new plus.HorizontalPodAutoscaler(scope, `${name}-autoscaler`, {
      ...named(name, labels),
      target: deployment,
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [plus.Metric.resourceCpu(plus.MetricTarget.averageUtilization(80))],
    });
    new plus.k8s.KubePodDisruptionBudget(scope, `${name}-budget`, {
      ...named(name, labels),
      spec: {
        maxUnavailable: plus.k8s.IntOrString.fromNumber(1),
        selector: { matchLabels: { app: name } },
      },
    });
  }
}
