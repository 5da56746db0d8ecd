import { deployment, graphOf } from '../helpers/graph';
import { told } from '../helpers/selections';

test('affinity and spreading ask for the own values of the keys that they name', () => {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const labelSelector = { matchLabels: { tier: 'db' } };
  const spec = {
    affinity: {
      podAffinity: {
        [required]: [{ labelSelector, namespaces: ['data'], matchLabelKeys: ['app'] }],
      },
      podAntiAffinity: { [required]: [{ labelSelector, mismatchLabelKeys: ['app', 'none'] }] },
    },
    topologySpreadConstraints: [{ labelSelector, matchLabelKeys: ['pod-template-hash'] }, {}],
  };
  const template = { metadata: { labels: { app: 'api' } }, spec };
  const pod = 'spec.template.spec';
  expect(told(graphOf(deployment({ spec: { template } }))).slice(1)).toEqual([
    `affinity ${pod}.affinity.podAffinity.${required}[0].labelSelector: pods with tier=db and app=api in data`,
    `anti-affinity ${pod}.affinity.podAntiAffinity.${required}[0].labelSelector: pods with tier=db and app notin (api) in demo`,
    `spread ${pod}.topologySpreadConstraints[0].labelSelector: pods with tier=db in demo`,
    `spread ${pod}.topologySpreadConstraints[1].labelSelector: pods with nothing in demo`,
  ]);
});
