import { at } from './helpers/lessons';
import { manifestsOf, objectOf } from './helpers/output';

const pod = 'spec.template.spec';
const container = `${pod}.containers[0]`;

describe('the http-echo demo says what the workshop says', () => {
  test.each([
    ['Namespace', 'demo', 'metadata.name', 'demo'],
    ['Deployment', 'hello-api', 'metadata.namespace', 'demo'],
    ['Deployment', 'hello-api', 'spec.replicas', 3],
    ['Deployment', 'hello-api', 'spec.selector.matchLabels', { app: 'hello-api' }],
    ['Deployment', 'hello-api', 'spec.strategy.type', 'RollingUpdate'],
    ['Deployment', 'hello-api', 'spec.strategy.rollingUpdate.maxUnavailable', 1],
    ['Deployment', 'hello-api', 'spec.strategy.rollingUpdate.maxSurge', 1],
    ['Deployment', 'hello-api', 'spec.template.metadata.labels.app', 'hello-api'],
    ['Deployment', 'hello-api', `${pod}.securityContext.runAsNonRoot`, true],
    ['Deployment', 'hello-api', `${pod}.securityContext.runAsUser`, 10001],
    ['Deployment', 'hello-api', `${container}.name`, 'app'],
    ['Deployment', 'hello-api', `${container}.image`, 'hashicorp/http-echo:0.2.3'],
    ['Deployment', 'hello-api', `${container}.imagePullPolicy`, 'IfNotPresent'],
    ['Deployment', 'hello-api', `${container}.args[0]`, '-text=Hola desde Kubernetes 👋'],
    ['Deployment', 'hello-api', `${container}.args[1]`, '-listen=:8080'],
    ['Deployment', 'hello-api', `${container}.ports`, [{ containerPort: 8080 }]],
    ['Deployment', 'hello-api', `${container}.resources.requests`, { cpu: '50m', memory: '64Mi' }],
    ['Deployment', 'hello-api', `${container}.resources.limits`, { cpu: '200m', memory: '128Mi' }],
    ['Deployment', 'hello-api', `${container}.livenessProbe`, probe('/', 8080, 5, 10)],
    ['Deployment', 'hello-api', `${container}.readinessProbe`, probe('/', 8080, 2, 5)],
    ['Service', 'hello-svc', 'metadata.namespace', 'demo'],
    ['Service', 'hello-svc', 'spec.type', 'NodePort'],
    ['Service', 'hello-svc', 'spec.selector', { app: 'hello-api' }],
    [
      'Service',
      'hello-svc',
      'spec.ports',
      [{ name: 'http', port: 80, targetPort: 8080, nodePort: 30080 }],
    ],
  ])('%s %s has %s %j', (kind, name, path, value) => {
    expect(at(objectOf('kind', kind, name), path)).toEqual(value);
  });
});

describe('the Flask demo says what the workshop says', () => {
  test.each([
    ['Deployment', 'mi-app', `${container}.image`, 'usuario/mi_app:1.0'],
    ['Deployment', 'mi-app', `${container}.ports`, [{ containerPort: 5000 }]],
    ['Service', 'mi-app', 'spec.ports[0].targetPort', 5000],
    ['ConfigMap', 'mi-app-config', 'data.APP_MODE', 'prod'],
    ['Ingress', 'mi-app', 'spec.rules[0].http.paths[0].path', '/'],
    ['Ingress', 'mi-app', 'spec.rules[0].host', 'flask.localhost'],
  ])('%s %s has %s %j', (kind, name, path, value) => {
    expect(at(objectOf('kind', kind, name), path)).toEqual(value);
  });

  test('its token comes from a Secret that no file holds', () => {
    const env = at(objectOf('kind', 'Deployment', 'mi-app'), `${container}.env`);
    const token = { key: 'token', name: 'mi-app-token', optional: true };
    expect(env).toContainEqual({ name: 'API_TOKEN', valueFrom: { secretKeyRef: token } });
    const secrets = manifestsOf('cloud').filter(({ kind }) => kind === 'Secret');
    for (const secret of secrets) expect(secret).not.toHaveProperty(['data']);
    for (const secret of secrets) expect(secret).not.toHaveProperty(['stringData']);
  });
});

describe.each(['kind', 'production'] as const)('in %s', (environment) => {
  const manifests = manifestsOf(environment);

  test.each(
    manifests.map((manifest) => [manifest.kind, manifest.metadata.name, manifest] as const),
  )('%s %s carries the recommended labels', (_kind, _name, { metadata }) => {
    expect(metadata.labels).toMatchObject({
      'app.kubernetes.io/name': expect.any(String) as string,
      'app.kubernetes.io/instance': expect.any(String) as string,
      'app.kubernetes.io/component': expect.any(String) as string,
      'app.kubernetes.io/part-of': expect.any(String) as string,
      'app.kubernetes.io/managed-by': 'cdk8s',
    });
  });

  test.each(['demo', 'flask-demo'])('namespace %s takes only restricted pods', (name) => {
    const { labels } = objectOf(environment, 'Namespace', name).metadata;
    expect(labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
  });

  test.each(['hello-api', 'mi-app'])('%s is guarded by a disruption budget', (name) => {
    const budget = objectOf(environment, 'PodDisruptionBudget', name);
    expect(budget.spec).toMatchObject({
      maxUnavailable: 1,
      selector: { matchLabels: { app: name } },
    });
  });

  test('the demos carry no value that the program did not choose', () => {
    const demos = ['demo', 'flask-demo'];
    const text = JSON.stringify(
      manifests.filter(({ metadata }) => demos.includes(metadata.namespace ?? '')),
    );
    for (const surprise of ['startupProbe', '"Always"', 'externalIPs', 'metadata.addr']) {
      expect(text).not.toContain(surprise);
    }
  });
});

function probe(path: string, port: number, initialDelaySeconds: number, periodSeconds: number) {
  return { httpGet: { path, port }, initialDelaySeconds, periodSeconds };
}
