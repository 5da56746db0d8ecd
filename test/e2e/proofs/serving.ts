import { request } from '../../../cluster/story/http-request';
import { get, kubectl, pods } from '../cluster';
import { eventually } from '../eventually';
import { nodePort, throughIngress } from '../from-outside';
import { inNamespace, type Proof } from '../proof';
import { secretValues, tls } from '../secret-values';
import { fromVisitor, read } from '../visitor';

/** Service, who answers for it, and what. */
const texts: readonly [service: string, workload: string, text: string | RegExp][] = [
  ['demo/hello-svc', 'Deployment demo/hello-api', 'Hola desde Kubernetes 👋'],
  ['flask-demo/mi-app', 'Deployment flask-demo/mi-app', 'Hola desde Docker + Kubernetes!'],
  ['taller-ingress/test', 'Deployment taller-ingress/test', 'test'],
  ['taller-ingress/backend', 'Deployment taller-ingress/backend', 'backend'],
  ['taller-rollout/blue-green-preview', 'Deployment taller-rollout/green', 'green v2'],
  ['taller-service/mi-servicio', 'Deployment taller-service/my-app', 'one of the pods of MyApp'],
  [
    'taller-service/mi-servicio-nodeport',
    'Deployment taller-service/my-app',
    'one of the pods of MyApp',
  ],
  [
    'taller-service/mi-servicio-dual',
    'Deployment taller-service/my-app',
    'one of the pods of MyApp',
  ],
];

const byName: readonly Proof[] = texts.map(([service, workload, text]) => ({
  claim: `${service} answers inside the cluster by its name: ${text.toString()}`,
  of: [`Service ${service}`, workload],
  prove: async () => {
    const [namespace = '', name = ''] = service.split('/');
    expect(await read(`http://${name}.${namespace}`)).toEqual(text);
  },
}));

const nodePorts: readonly Proof[] = [
  ['demo/hello-svc', '30080', 'Hola desde Kubernetes 👋'],
  ['taller-service/mi-servicio-nodeport', '30376', 'one of the pods of MyApp'],
].map(([service = '', port = '', text = '']) => ({
  claim: `${service} answers on port ${port} of the nodes`,
  of: [`Service ${service}`],
  prove: async () => {
    const address = await nodePort(service);
    expect(address.split(':')[1]).toBe(port);
    expect(await request(`http://${address}/`)).toEqual({ text });
  },
}));

/** What the Ingress controller is asked for, and what it answers. */
const routes: readonly [ingress: string, url: string, answer: string][] = [
  ['flask-demo/mi-app', 'http://flask.localhost/', '200 Hola desde Docker + Kubernetes!'],
  ['taller-ingress/by-host', 'http://test.taller.localhost/', '200 test'],
  ['taller-ingress/by-host', 'http://backend.taller.localhost/', '200 backend'],
  ['taller-ingress/api', 'https://taller.localhost/api', '200 backend'],
];

const ingresses: readonly Proof[] = routes.map(([ingress, url, answer]) => ({
  claim: `the Ingress controller answers ${url} for ${ingress}`,
  of: [`Ingress ${ingress}`],
  // The controller learns of a new certificate a little later.
  prove: () =>
    eventually(async () => {
      expect(await throughIngress(url, { ca: tls.certificate })).toBe(answer);
    }),
}));

export const serving: readonly Proof[] = [
  ...byName,
  ...nodePorts,
  ...ingresses,
  {
    claim: 'an Ingress of a class that nobody serves is taken, and nothing more',
    of: ['IngressClass nginx-example', 'Ingress taller-ingress/minimal-ingress'],
    prove: async () => {
      const { spec } = await get<{ spec: { controller: string } }>('IngressClass nginx-example');
      expect(spec.controller).toBe('k8s.io/ingress-nginx');
      const live = await get<{ status: unknown }>('Ingress taller-ingress/minimal-ingress');
      expect(live.status).toEqual({ loadBalancer: {} });
      expect(await throughIngress('http://taller.localhost/testpath')).toMatch(/^404 /);
    },
  },
  {
    claim: 'a headless Service gives the addresses of its pods, and answers at their port',
    of: inNamespace('taller-service', 'Service mi-servicio-headless'),
    prove: async () => {
      const name = 'mi-servicio-headless.taller-service.svc.cluster.local';
      const found = await fromVisitor(`nslookup -type=a ${name}`);
      const addresses = (await pods('taller-service', 'app=my-app')).map(
        ({ status }) => status.podIP,
      );
      expect(addresses).toHaveLength(2);
      for (const address of addresses) expect(found).toContain(address);
      expect(await read(`http://${name}:9376`)).toBe('one of the pods of MyApp');
    },
  },
  {
    claim: 'a Service of type ExternalName is another name for a host outside',
    of: inNamespace('taller-service', 'Service external-api'),
    prove: async () => {
      const name = 'external-api.taller-service.svc.cluster.local';
      expect(await fromVisitor(`nslookup -type=cname ${name}`)).toMatch(
        /canonical name = api\.foo\.bar\.example/,
      );
    },
  },
  {
    claim: 'what Prometheus reads is where the annotations of the pods say',
    of: inNamespace('taller-metrics', 'Deployment measured', 'Service measured'),
    prove: async () => {
      for (const { metadata, status } of await pods('taller-metrics', 'app=measured')) {
        const { annotations = {} } = metadata as { annotations?: Record<string, string> };
        const at = (key: string) => annotations[`prometheus.io/${key}`] ?? '';
        expect(at('scrape')).toBe('true');
        const url = `http://${status.podIP}:${at('port')}${at('path')}`;
        expect(await read(url)).toBe('taller_up{lesson="metrics"} 1');
      }
      expect(await read('http://measured.taller-metrics/metrics')).toMatch(/^taller_up/);
    },
  },
  {
    claim: 'the Flask application reads its mode from the ConfigMap and its token from the Secret',
    of: inNamespace('flask-demo', 'ConfigMap mi-app-config', 'Deployment mi-app'),
    prove: async () => {
      const ask = (token: string) =>
        throughIngress('http://flask.localhost/private', {
          headers: { authorization: `Bearer ${token}` },
        });
      expect(await ask(secretValues.API_TOKEN)).toBe('200 the token is right');
      expect(await ask('another')).toBe('401 a valid bearer token is needed');
      expect(await throughIngress('http://flask.localhost/whoami')).toMatch(/"mode": ?"prod"/);
      const settings = [
        '-n',
        'flask-demo',
        'exec',
        'deploy/mi-app',
        '--',
        'cat',
        '/etc/mi-app/settings.json',
      ];
      expect(JSON.parse(await kubectl.text(settings))).toEqual({ log_level: 'info' });
    },
  },
];
