import { affinitySelectsPods } from '../../lib/checks/affinity-selects-pods';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(affinitySelectsPods);

const beside = (term: object, kind = 'podAffinity') => {
  const required = [{ topologyKey: 'kubernetes.io/hostname', ...term }];
  const affinity = { [kind]: { requiredDuringSchedulingIgnoredDuringExecution: required } };
  const template = { metadata: { labels: { app: 'web' } }, spec: { affinity } };
  return deployment({ name: 'web', spec: { template } });
};
const app = (name: string) => ({ labelSelector: { matchLabels: { app: name } } });

test('an affinity to pods that are not there is refused', () => {
  expect(report(beside(app('apy')), deployment())).toBe(`program.ts:1:1  affinity-selects-pods
  Deployment "demo/web" must run beside pods with app=apy of namespace "demo", and there is none: it stays Pending; there are Deployment "demo/web" makes app=web; Deployment "demo/api" makes app=api; did you mean "app=api"?
  Fix: select labels that the other pods have, and their namespace with \`namespaces\`
  More: docs/checks/affinity-selects-pods.md`);
});

test('pods that are there, and its own, pass', () => {
  expect(report(beside(app('api')), deployment())).toBe('');
  expect(report(beside(app('web')))).toBe('');
});

test('they are looked for in the namespaces that the term names', () => {
  const other = { ...deployment(), metadata: { name: 'api', namespace: 'other' } };
  expect(report(beside(app('api')), other)).toContain('of namespace "demo"');
  expect(report(beside({ ...app('api'), namespaces: ['other'] }), other)).toBe('');
  expect(report(beside({ ...app('x'), namespaces: ['other'] }), other)).toContain('"other"');
});

test('namespaces of others, and anti-affinity, pass', () => {
  expect(report(beside({ ...app('x'), namespaces: ['foreign'] }))).toBe('');
  expect(report(beside({ ...app('x'), namespaceSelector: {} }))).toBe('');
  expect(report(beside(app('x'), 'podAntiAffinity'))).toBe('');
});
