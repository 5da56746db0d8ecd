import { statefulSetHasService } from '../../lib/checks/stateful-set-has-service';
import { external } from '../../lib/external';
import type { Manifest } from '../../lib/graph/manifest';
import { reporter, service } from '../helpers/graph';

const report = reporter(statefulSetHasService);

const set = (serviceName?: string): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'api', namespace: 'demo' },
  spec: { serviceName, template: { metadata: { labels: { app: 'api' } } } },
});

const headless = (): Manifest => {
  const plain = service();
  return { ...plain, spec: { ...(plain.spec as object), clusterIP: 'None' } };
};

test('a name that is not that of the headless Service of the pods is refused', () => {
  expect(report(set('apis'), headless())).toBe(`program.ts:1:1  stateful-set-has-service
  StatefulSet "demo/api" has serviceName "apis", and there is no such Service in its namespace; the headless one of its pods is Service "demo/api"
  Fix: set serviceName to "api", so that each pod gets its host name
  More: docs/checks/stateful-set-has-service.md`);
  expect(report(set(), headless())).toContain('has serviceName unset');
});

test('the Service of that name in another namespace is refused, if it would select the pods', () => {
  const metadata = { name: 'api', namespace: 'other' };
  expect(report(set('api'), { ...headless(), metadata })).toContain(
    'has serviceName "api", and there is no such Service in its namespace; the one of that name is in namespace "other"\n  Fix: put both into one namespace',
  );
  const others = { clusterIP: 'None', selector: { app: 'web' } };
  expect(report(set('api'), { ...service(), metadata, spec: others })).toBe('');
});

test('the name of the Service passes', () => {
  expect(report(set('api'), headless())).toBe('');
});

test('a Service that is declared as external passes', () => {
  const declared = reporter(statefulSetHasService, {
    external: [external.service('demo', 'apis')],
  });
  expect(declared(set('apis'), headless())).toBe('');
});

test('without a headless Service, nobody asks the pods by their names', () => {
  expect(report(set('apis'))).toBe('');
  expect(report(set('apis'), service())).toBe('');
});
