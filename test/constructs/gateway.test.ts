import { App, Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { GatewayClass } from '../../imports/gateway.networking.k8s.io';
import { Gateway, type GatewayProps } from '../../lib/constructs/gateway';
import { manifestsIn } from '../helpers/manifests';

/** The spec of a Gateway in namespace `edge`, with `props` over the smallest one. */
function specOf(props: (chart: Chart) => Partial<GatewayProps>): unknown {
  const app = new App();
  const chart = new Chart(app, 'chart', { namespace: 'edge' });
  const gatewayClass = new GatewayClass(chart, 'class', {
    metadata: { name: 'public' },
    spec: { controllerName: 'example.com/controller' },
  });
  const listeners = [{ name: 'web', protocol: 'HTTP', port: 80 }] as const;
  new Gateway(chart, 'gateway', {
    metadata: { name: 'entry' },
    gatewayClass,
    listeners,
    ...props(chart),
  });
  const objects = manifestsIn(app);
  return objects.find(({ kind }) => kind === 'Gateway')?.spec;
}

test('the class is that of the object it was given, and routes come from its own namespace', () => {
  expect(specOf(() => ({}))).toEqual({
    gatewayClassName: 'public',
    listeners: [{ name: 'web', protocol: 'HTTP', port: 80 }],
  });
});

test('HTTPS ends at the Gateway, with the certificate of the Secret', () => {
  const spec = specOf((chart) => ({
    listeners: [
      {
        name: 'secure',
        protocol: 'HTTPS',
        port: 443,
        hostname: '*.example.com',
        certificate: Secret.fromSecretName(chart, 'tls', 'example-com-tls'),
      },
    ],
  }));
  expect(spec).toMatchObject({
    listeners: [
      { hostname: '*.example.com', tls: { certificateRefs: [{ name: 'example-com-tls' }] } },
    ],
  });
});

test('routes of other namespaces are let in on request', () => {
  expect(specOf(() => ({ routesFrom: 'All' }))).toMatchObject({
    listeners: [{ allowedRoutes: { namespaces: { from: 'All' } } }],
  });
});
