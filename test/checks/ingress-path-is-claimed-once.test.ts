import { ingressPathIsClaimedOnce } from '../../lib/checks/ingress-path-is-claimed-once';
import type { Manifest } from '../../lib/graph/manifest';
import { reporter } from '../helpers/graph';

const report = reporter(ingressPathIsClaimedOnce);

const ingress = (
  name: string,
  {
    rules = [rule(name)],
    annotations = {},
    namespace = 'demo',
    ...spec
  }: {
    rules?: object[];
    annotations?: Record<string, string>;
    namespace?: string;
    ingressClassName?: string;
    defaultBackend?: object;
  } = {},
): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, namespace, annotations },
  spec: { rules, ...spec },
});

function rule(service: string, path: object = {}, host: string | undefined = 'example.com') {
  const backend = { service: { name: service } };
  return { host, http: { paths: [{ path: '/', pathType: 'Prefix', backend, ...path }] } };
}

test('the same path of a host for two backends is refused', () => {
  expect(report(ingress('web'), ingress('api'))).toBe(`program.ts:2:1  ingress-path-is-claimed-once
  Ingress "demo/api" claims Prefix "/" of host "example.com", and so does Ingress "demo/web", for another backend: only one of them is served
  Fix: change the host or the path of one, or remove it
  More: docs/checks/ingress-path-is-claimed-once.md`);
});

test('also in one Ingress, in another namespace, and of every host', () => {
  expect(report(ingress('web', { rules: [rule('web'), rule('api')] }))).toContain(
    'as spec.rules[0].http.paths[0], for another backend',
  );
  expect(report(ingress('web'), ingress('web', { namespace: 'other' }))).toContain('"other/web"');
  const everywhere = (name: string) =>
    ingress(name, { rules: [{ ...rule(name), host: undefined }] });
  expect(report(everywhere('web'), everywhere('api'))).toContain('of every host');
});

test('another host, path, type of path or class passes', () => {
  const other = [
    { rules: [rule('api', {}, 'example.org')] },
    { rules: [rule('api', { path: '/api' })] },
    { rules: [rule('api', { pathType: 'Exact' })] },
    { ingressClassName: 'internal' },
    { annotations: { 'kubernetes.io/ingress.class': 'internal' } },
  ];
  for (const each of other) expect(report(ingress('web'), ingress('api', each))).toBe('');
});

test('the same backend twice passes', () => {
  expect(report(ingress('web'), ingress('again', { rules: [rule('web')] }))).toBe('');
});

test('a canary is meant to share a path', () => {
  const canary = (value: string) => ({ 'nginx.ingress.kubernetes.io/canary': value });
  expect(report(ingress('web'), ingress('new', { annotations: canary('true') }))).toBe('');
  expect(report(ingress('web'), ingress('new', { annotations: canary('false') }))).not.toBe('');
});

test('where each Ingress has a load balancer of its own, both are served, unless they share one', () => {
  const ingressClassName = 'alb';
  const group = { 'alb.ingress.kubernetes.io/group.name': 'shared' };
  expect(report(ingress('web', { ingressClassName }), ingress('api', { ingressClassName }))).toBe(
    '',
  );
  const shared = { ingressClassName, annotations: group };
  expect(report(ingress('web', shared), ingress('api', shared))).not.toBe('');
});

test('entry points and conditions of their own keep two apart', () => {
  const annotations = { 'traefik.ingress.kubernetes.io/router.entrypoints': 'internal' };
  expect(report(ingress('web'), ingress('api', { annotations }))).toBe('');
});

test('two backends for everything else are refused', () => {
  const rest = (name: string) => ({ rules: [], defaultBackend: { service: { name } } });
  expect(report(ingress('web', rest('web')), ingress('api', rest('api')))).toContain(
    'Ingress "demo/api" claims everything, and so does Ingress "demo/web"',
  );
  const withRules = { defaultBackend: { service: { name: 'api' } }, rules: [rule('x', {}, 'x')] };
  expect(report(ingress('web', rest('web')), ingress('api', withRules))).toBe('');
});
