import { spreadSelectsOwnPods } from '../../lib/checks/spread-selects-own-pods';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(spreadSelectsOwnPods);

const spreading = (constraint: object) => {
  const topologySpreadConstraints = [
    { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', ...constraint },
  ];
  const template = { metadata: { labels: { app: 'api' } }, spec: { topologySpreadConstraints } };
  return deployment({ spec: { template } });
};

test('a constraint that counts other pods is refused', () => {
  expect(report(spreading({ labelSelector: { matchLabels: { app: 'apy' } } })))
    .toBe(`program.ts:1:1  spread-selects-own-pods
  Deployment "demo/api" counts the pods with app=apy in spec.template.spec.topologySpreadConstraints[0], and its own have the labels: app=api; they are not spread; did you mean "app=api"?
  Fix: select labels that the pods of this template have
  More: docs/checks/spread-selects-own-pods.md`);
});

test('a constraint without selector counts nothing', () => {
  expect(report(spreading({}))).toContain('has no selector, so counts no pods');
});

test('its own labels pass, with those that the controller adds', () => {
  const matchLabels = { app: 'api' };
  expect(report(spreading({ labelSelector: { matchLabels } }))).toBe('');
  expect(
    report(spreading({ labelSelector: { matchLabels }, matchLabelKeys: ['pod-template-hash'] })),
  ).toBe('');
});

test('a selector that is for something else is not judged', () => {
  const term = { topologyKey: 'zone', labelSelector: { matchLabels: { app: 'other' } } };
  const podAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [term] };
  const template = { metadata: { labels: { app: 'api' } }, spec: { affinity: { podAffinity } } };
  expect(report(deployment({ spec: { template } }))).toBe('');
});
