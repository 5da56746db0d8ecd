import { App, Chart, Duration } from 'cdk8s';
import { WebDeployment, type WebDeploymentProps } from '../../lib/constructs/web-deployment';
import { type Manifest, valueAt } from '../../lib/graph/manifest';
import { manifestsIn } from '../helpers/manifests';
import '../helpers/matchers';

/** An app with a WebDeployment called `web`. */
function appWith(props: Partial<WebDeploymentProps> = {}, use?: (web: WebDeployment) => void): App {
  const app = new App();
  const chart = new Chart(app, 'chart', { labels: { 'app.kubernetes.io/name': 'shop' } });
  const probe = { path: '/healthz' };
  const resources = { cpu: {}, memory: {} };
  const container = { image: 'shop:2.1', port: 8080, liveness: probe, readiness: probe, resources };
  const web = new WebDeployment(chart, 'web', { replicas: 2, container, ...props });
  use?.(web);
  return app;
}

/** What its objects become. */
const manifests = (...how: Parameters<typeof appWith>) => manifestsIn(appWith(...how));

const podOf = (manifest: Manifest | undefined) =>
  (manifest?.spec as { template: { spec: { containers: object[] } } }).template.spec;

test('its pods pass Pod Security "restricted"', () => {
  const pod = podOf(manifests()[0]);
  expect(pod).toMatchObject({
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001 },
    containers: [
      {
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          readOnlyRootFilesystem: true,
          runAsNonRoot: true,
          seccompProfile: { type: 'RuntimeDefault' },
        },
      },
    ],
  });
  expect(pod).not.toHaveProperty('hostNetwork');
});

test('a pod goes on serving after it was told to stop, well within its grace period', () => {
  const wait = (seconds: number) => ({ lifecycle: { preStop: { sleep: { seconds } } } });
  expect(podOf(manifests()[0])).toMatchObject({
    terminationGracePeriodSeconds: 30,
    containers: [wait(5)],
  });
  expect(podOf(manifests({ drain: Duration.seconds(8) })[0])).toMatchObject({
    containers: [wait(8)],
  });
});

test('its pods spread over the nodes, each revision by itself', () => {
  expect(podOf(manifests()[0])).toMatchObject({
    topologySpreadConstraints: [
      {
        topologyKey: 'kubernetes.io/hostname',
        labelSelector: { matchLabels: { app: 'web' } },
        matchLabelKeys: ['pod-template-hash'],
      },
    ],
  });
});

test('probes ask the port of the container', () => {
  const httpGet = { path: '/healthz', port: 8080 };
  expect(podOf(manifests()[0]).containers).toMatchObject([
    { livenessProbe: { httpGet }, readinessProbe: { httpGet } },
  ]);
});

test('one pod has no disruption budget, two have one', () => {
  expect(manifests({ replicas: 1 }).map(({ kind }) => kind)).toEqual(['Deployment']);
  expect(manifests({ replicas: 2 }).map(({ kind }) => kind)).toEqual([
    'Deployment',
    'PodDisruptionBudget',
  ]);
});

test('selectors are the chosen label alone, and its version is in no selector', () => {
  const [deployment, budget, service] = manifests({}, (web) => web.expose('front', { port: 80 }));
  const chosen = { app: 'web' };
  expect(deployment?.spec).toMatchObject({ selector: { matchLabels: chosen } });
  expect(valueAt(budget, 'spec.selector')).toEqual({ matchLabels: chosen });
  expect(valueAt(service, 'spec.selector')).toEqual(chosen);
  expect(deployment?.metadata.labels).toEqual({
    app: 'web',
    'app.kubernetes.io/name': 'shop',
    'app.kubernetes.io/version': '2.1',
  });
});

test('a Service leads to the port of the container', () => {
  const app = appWith({}, (web) => web.expose('front', { port: 80 }));
  expect(app).toReach('service/front', 'deployment/web');
  expect(app).toHaveResource('Service', {
    spec: { ports: [{ name: 'http', port: 80, targetPort: 8080 }], type: 'ClusterIP' },
  });
});

test.each([
  [{ user: 0 }, 'user is 0; a user id other than root is wanted, from 1 to 2147483647'],
  [
    { drain: Duration.seconds(60) },
    'drain is 60; seconds within the grace period of 30 is wanted, from 1 to 29',
  ],
])('%j is refused', (props, message) => {
  expect(() => manifests(props)).toThrow(message);
});
