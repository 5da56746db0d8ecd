import { antiAffinitySelectsPods } from '../../lib/checks/anti-affinity-selects-pods';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(antiAffinitySelectsPods);

const away = (term: object, isRequired = true) => {
  const podAntiAffinity = isRequired
    ? { requiredDuringSchedulingIgnoredDuringExecution: [term] }
    : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: term }] };
  const spec = { affinity: { podAntiAffinity } };
  return deployment({ spec: { template: { metadata: { labels: { app: 'api' } }, spec } } });
};
const app = (name: string) => ({ labelSelector: { matchLabels: { app: name } } });

test('a pod that keeps away from pods that are not there is warned of', () => {
  expect(report(away(app('apy')))).toBe(`program.ts:1:1  anti-affinity-selects-pods (warning)
  Deployment "demo/api" keeps away from pods with app=apy in spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector, and there is none in namespace "demo": Deployment "demo/api" makes app=api; did you mean "app=api"?
  Fix: select labels that the pods have, mostly those of this template
  More: docs/checks/anti-affinity-selects-pods.md`);
});

test('what it would rather keep away from counts, and so does a missing selector', () => {
  expect(report(away(app('apy'), false))).toContain('[0].podAffinityTerm.labelSelector');
  expect(report(away({}))).toContain('keeps away from pods with no selector, so none,');
});

test('its own pods, and others that are there, pass', () => {
  expect(report(away(app('api')))).toBe('');
  expect(report(away(app('other')), deployment({ name: 'other' }))).toBe('');
});

test('pods of another program, by labels that it has not itself or in other namespaces, pass', () => {
  expect(report(away({ labelSelector: { matchLabels: { tier: 'noisy' } } }))).toBe('');
  expect(report(away({ ...app('apy'), namespaces: ['other'] }))).toBe('');
  expect(report(away({ ...app('apy'), namespaceSelector: {} }))).toBe('');
});
