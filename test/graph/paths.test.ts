import type { Graph } from '../../lib/graph/graph';
import type { Manifest } from '../../lib/graph/manifest';
import { type Path, pathBetween } from '../../lib/graph/paths';
import { deployment, graphOf, service } from '../helpers/graph';

/** The path between the objects of these kinds. */
function path(from: string, to: string, graph: Graph): Path {
  const [start, end] = [from, to].map((kind) =>
    graph.objects.find(({ manifest }) => manifest.kind === kind),
  );
  if (!start || !end) throw new Error(`no ${from} or no ${to}`);
  return pathBetween(graph, start, end);
}

const ingress = (port: object): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'site', namespace: 'demo' },
  spec: {
    rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'api', port } } }] } }],
  },
});

const web = deployment({ container: { ports: [{ containerPort: 8080, name: 'http' }] } });

const toWeb = (...manifests: readonly Manifest[]) =>
  path('Ingress', 'Deployment', graphOf(...manifests, web));

test('an Ingress leads through the port of its Service to the pods behind it', () => {
  expect(toWeb(ingress({ number: 80 }), service())).toMatchObject({
    isReached: true,
    text: 'Ingress "demo/site" → Service "demo/api" port 80 → Deployment "demo/api"',
  });
});

test('ports by name lead on as well', () => {
  const named = service({ name: 'web', targetPort: 'http' });
  expect(toWeb(ingress({ name: 'web' }), named).text).toBe(
    'Ingress "demo/site" → Service "demo/api" port web → Deployment "demo/api"',
  );
});

test('a route of the Gateway API leads on like an Ingress', () => {
  const route: Manifest = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'site', namespace: 'demo' },
    spec: { rules: [{ backendRefs: [{ name: 'api', port: 80 }] }] },
  };
  expect(path('HTTPRoute', 'Deployment', graphOf(route, service(), web)).isReached).toBe(true);
});

test('a way breaks at a port that the Service does not have', () => {
  expect(toWeb(ingress({ number: 8080 }), service())).toEqual({
    isReached: false,
    text: '',
    breaks: [
      'Ingress "demo/site" leads to port 8080 of Service "demo/api" in spec.rules[0].http.paths[0].backend.service.port.number, which has 80',
    ],
    others: [],
  });
});

test('a way breaks at a Service that is not there', () => {
  expect(toWeb(ingress({ number: 80 })).breaks).toEqual([
    'Ingress "demo/site" names Service "demo/api" in spec.rules[0].http.paths[0].backend.service.port.number, which is not there',
  ]);
});

test('a way breaks where no container listens', () => {
  const { isReached, breaks, others } = toWeb(ingress({ number: 80 }), service({ targetPort: 81 }));
  expect(isReached).toBe(false);
  expect(breaks).toEqual([
    'Service "demo/api" sends port 80 to 81, and no container of Deployment "demo/api" listens there: it has 8080 "http"',
  ]);
  expect(others.map(({ manifest }) => manifest.kind)).toEqual(['Service']);
});

test('only the port that the Ingress leads to counts', () => {
  const two = service();
  const ports = [
    { name: 'good', port: 80, targetPort: 8080 },
    { name: 'bad', port: 81, targetPort: 8081 },
  ];
  const both = { ...two, spec: { ...(two.spec as object), ports } };
  expect(toWeb(ingress({ name: 'good' }), both).isReached).toBe(true);
  expect(toWeb(ingress({ name: 'bad' }), both).isReached).toBe(false);
});

test('a way breaks where the Service does not select the pods', () => {
  const none = service({}, { app: 'wbe' });
  expect(toWeb(ingress({ number: 80 }), none).breaks).toEqual([
    'Service "demo/api" selects app=wbe, and the pods of Deployment "demo/api" have app=api',
  ]);
});

test('a way breaks where the Service selects no pod at all', () => {
  const nobody = service({}, { app: 'wbe' });
  const graph = graphOf(nobody, ingress({ number: 80 }));
  expect(path('Service', 'Ingress', graph).breaks).toEqual([
    'Service "demo/api" selects app=wbe, which no pod has',
  ]);
});

test('a workload leads to what it reads, and not back', () => {
  const config: Manifest = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'demo' },
  };
  const reader = deployment({ container: { envFrom: [{ configMapRef: { name: 'settings' } }] } });
  const graph = graphOf(service(), config, reader);
  expect(path('Service', 'ConfigMap', graph).text).toBe(
    'Service "demo/api" → Deployment "demo/api" → ConfigMap "demo/settings"',
  );
  expect(path('ConfigMap', 'Deployment', graph)).toMatchObject({ isReached: false, others: [] });
});

test('objects that name each other are followed once', () => {
  const claim = (name: string, volumeName: string, kind: string): Manifest => ({
    apiVersion: 'v1',
    kind,
    metadata: { name, ...(kind === 'PersistentVolumeClaim' && { namespace: 'demo' }) },
    spec:
      kind === 'PersistentVolume'
        ? { claimRef: { name: volumeName, namespace: 'demo' } }
        : { volumeName },
  });
  const graph = graphOf(
    claim('data', 'disk', 'PersistentVolumeClaim'),
    claim('disk', 'data', 'PersistentVolume'),
    web,
  );
  expect(path('PersistentVolumeClaim', 'Deployment', graph).others).toHaveLength(1);
});
