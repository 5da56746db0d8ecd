import { App, Chart } from 'cdk8s';
import { LabelExpression } from 'cdk8s-plus-28';
import { ReplicaSet, type ReplicaSetProps } from '../../lib/constructs/replica-set';
import type { Manifest } from '../../lib/graph/manifest';
import { manifestsIn } from '../helpers/manifests';

/** What a ReplicaSet called `shop`, whose pods are `tier: cache`, becomes. */
function replicaSet(props: Partial<ReplicaSetProps>): Manifest | undefined {
  const app = new App();
  new ReplicaSet(new Chart(app, 'chart'), 'shop', {
    metadata: { name: 'shop' },
    replicas: 3,
    podLabels: { tier: 'cache' },
    selector: { labels: { tier: 'cache' } },
    containers: [{ image: 'shop:2.1' }],
    ...props,
  });
  return manifestsIn(app)[0];
}

test('it is a ReplicaSet with nothing of the rollouts of a Deployment', () => {
  const manifest = replicaSet({});
  expect(manifest).toMatchObject({ apiVersion: 'apps/v1', kind: 'ReplicaSet' });
  expect(Object.keys(manifest?.spec as object)).toEqual(['replicas', 'selector', 'template']);
});

test('its selector is what was asked for, and nothing else', () => {
  const { selector, template } = replicaSet({
    selector: {
      labels: { tier: 'cache' },
      expressions: [
        LabelExpression.in('tier', ['cache', 'store']),
        LabelExpression.notIn('environment', ['qa']),
        LabelExpression.exists('tier'),
        LabelExpression.doesNotExist('canary'),
      ],
    },
  })?.spec as { selector: object; template: { metadata: object } };
  expect(selector).toEqual({
    matchLabels: { tier: 'cache' },
    matchExpressions: [
      { key: 'tier', operator: 'In', values: ['cache', 'store'] },
      { key: 'environment', operator: 'NotIn', values: ['qa'] },
      { key: 'tier', operator: 'Exists' },
      { key: 'canary', operator: 'DoesNotExist' },
    ],
  });
  expect(template.metadata).toEqual({ labels: { app: 'shop', tier: 'cache' } });
});
