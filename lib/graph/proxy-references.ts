import { below, type Row, type Rows } from './reference-row';

/** A host without dots is a Service of the same namespace; others may be anywhere. */
const host: Row = {
  to: (_, name) => (/[.*]/.test(name) ? undefined : '/Service'),
  name: 'host',
  port: { at: ['port.number'] },
};

/** Traefik's own providers offer `<name>@<provider>`. */
const middleware: Row = {
  to: (_, name) => (name.includes('@') ? undefined : 'traefik.io/Middleware'),
};

const traefikRoute: Rows = {
  'spec.routes[].services[]': {
    to: ({ kind }, name) => {
      if (name.includes('@')) return undefined;
      return kind === 'TraefikService' ? 'traefik.io/TraefikService' : '/Service';
    },
    port: { at: ['port'] },
  },
  'spec.routes[].middlewares[]': middleware,
  'spec.tls': { to: '/Secret', name: 'secretName' },
};

/**
 * What the kinds of Istio, Traefik and Contour refer to.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/
 * @see https://projectcontour.io/docs/main/config/api/
 */
export const proxyTable: Readonly<Record<string, Rows>> = {
  'networking.istio.io/VirtualService': {
    ...below('spec.http[].route[].', { destination: host }),
    ...below('spec.http[].', { mirror: host }),
    ...below('spec.tcp[].route[].', { destination: host }),
    ...below('spec.tls[].route[].', { destination: host }),
    'spec.gateways[]': {
      to: (_, name) =>
        name === 'mesh' || name.includes('/') ? undefined : 'networking.istio.io/Gateway',
      name: '',
    },
  },
  'networking.istio.io/DestinationRule': { spec: host },
  'traefik.io/IngressRoute': traefikRoute,
  'traefik.io/IngressRouteTCP': traefikRoute,
  'traefik.io/IngressRouteUDP': traefikRoute,
  'traefik.io/Middleware': { 'spec.chain.middlewares[]': middleware },
  'projectcontour.io/HTTPProxy': {
    'spec.routes[].services[]': { to: '/Service', port: { at: ['port'] } },
    'spec.tcpproxy.services[]': { to: '/Service', port: { at: ['port'] } },
    'spec.includes[]': { to: 'projectcontour.io/HTTPProxy' },
    // One of another namespace is written `<namespace>/<name>`.
    'spec.virtualhost.tls': {
      to: (_, name) => (name.includes('/') ? undefined : '/Secret'),
      name: 'secretName',
    },
  },
};
