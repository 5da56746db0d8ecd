import { App, Chart } from 'cdk8s';
import { LabelExpression } from 'cdk8s-plus-28';
import { ReplicaSet, type ReplicaSetProps } from '../../lib/constructs/replica-set';
import { tidy } from '../../lib/constructs/tidy';
import type { Manifest } from '../../lib/graph/manifest';
import { ProgramError } from '../../lib/report/program-error';
import { graphOf } from '../../lib/synthesize';

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
  tidy(app);
  return graphOf(app).objects[0]?.manifest;
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

test.each([
  ['tier=backend', { labels: { tier: 'backend' } }],
  ['tier in (a, b)', { expressions: [LabelExpression.in('tier', ['a', 'b'])] }],
  ['environment in (qa)', { expressions: [LabelExpression.in('environment', ['qa'])] }],
  ['tier notin (cache)', { expressions: [LabelExpression.notIn('tier', ['cache'])] }],
  ['environment', { expressions: [LabelExpression.exists('environment')] }],
  ['!tier', { expressions: [LabelExpression.doesNotExist('tier')] }],
])('pods that its own selector "%s" refuses stop the program', (text, selector) => {
  expect(() => replicaSet({ selector })).toThrow(
    new ProgramError(
      'program-runs',
      `the ReplicaSet requires "${text}" of its pods, and its template gives them {"tier":"cache"}`,
      'change podLabels so that the selector chooses them, or change the selector',
    ),
  );
});

test('a selector that asks for nothing stops the program', () => {
  expect(() => replicaSet({ selector: {} })).toThrow(
    new ProgramError(
      'program-runs',
      'the ReplicaSet selects every pod: its selector is empty',
      'require a label of its own pods',
    ),
  );
});
