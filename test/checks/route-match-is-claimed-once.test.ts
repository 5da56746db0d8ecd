import { routeMatchIsClaimedOnce } from '../../lib/checks/route-match-is-claimed-once';
import type { Manifest } from '../../lib/graph/manifest';
import { reporter } from '../helpers/graph';

const report = reporter(routeMatchIsClaimedOnce);

const route = (
  name: string,
  { match = {}, namespace = 'demo', ...spec }: Record<string, unknown> = {},
): Manifest => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name, namespace: String(namespace) },
  spec: {
    parentRefs: [{ name: 'gateway', namespace: 'infra' }],
    hostnames: ['example.com'],
    rules: [{ matches: [match], backendRefs: [{ name, port: 80 }] }],
    ...spec,
  },
});

const path = (type: string, value: string) => ({ match: { path: { type, value } } });

test('two routes that match the same and lead elsewhere are refused', () => {
  expect(report(route('web'), route('api'))).toBe(`program.ts:2:1  route-match-is-claimed-once
  HTTPRoute "demo/api" matches in spec.rules[0].matches[0] the same requests to host "example.com" as spec.rules[0].matches[0] of HTTPRoute "demo/web", and leads them elsewhere: only the first is served
  Fix: change what one of them matches, or remove it
  More: docs/checks/route-match-is-claimed-once.md`);
});

test('what is not said matches every path', () => {
  const rules = [{ backendRefs: [{ name: 'api', port: 80 }] }];
  expect(report(route('web', path('PathPrefix', '/')), route('api', { rules }))).toContain(
    'matches in spec.rules[0] the same requests',
  );
});

test('two rules of one route are judged too', () => {
  const rule = (name: string) => ({ backendRefs: [{ name, port: 80 }] });
  expect(report(route('web', { rules: [rule('web'), rule('api')] }))).toContain(
    'in spec.rules[1] the same requests to host "example.com" as spec.rules[0], and',
  );
});

test('another path, header, host, parent or listener passes', () => {
  const others = [
    path('Exact', '/'),
    path('PathPrefix', '/api'),
    { match: { headers: [{ name: 'version', value: '2' }] } },
    { hostnames: ['example.org'] },
    { parentRefs: [{ name: 'other', namespace: 'infra' }] },
    { parentRefs: [{ name: 'gateway', namespace: 'infra', sectionName: 'https' }] },
  ];
  for (const each of others) expect(report(route('web'), route('api', each))).toBe('');
});

test('the same backend twice passes', () => {
  expect(report(route('web'), route('web'))).toBe('');
});

test('routes without hosts have those of the listener that lets their namespace in', () => {
  const spec = { hostnames: undefined };
  expect(report(route('web', spec), route('api', { ...spec, namespace: 'other' }))).toBe('');
  expect(report(route('web', spec), route('api', spec))).toContain('to every host');
});

test('one rule that is lost for several hosts is told once', () => {
  const spec = { hostnames: ['example.com', 'example.org'] };
  expect(report(route('web', spec), route('api', spec)).match(/Fix/g)).toHaveLength(1);
});
