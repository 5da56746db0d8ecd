import { selectorMatchesTemplate } from '../../lib/checks/selector-matches-template';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(selectorMatchesTemplate);

const workload = (selector: object, labels?: object) =>
  deployment({ spec: { selector, template: { metadata: { labels }, spec: { containers: [] } } } });

test('a selector that refuses the pods of its own template is refused', () => {
  expect(report(workload({ matchLabels: { app: 'api', tier: 'front' } }, { app: 'api' })))
    .toBe(`program.ts:1:1  selector-matches-template
  Deployment "demo/api" selects pods by tier=front, and its own template gives them the labels: app=api
  Fix: give the template the labels that the selector asks for, or change the selector
  More: docs/checks/selector-matches-template.md`);
});

test('an empty selector is refused', () => {
  expect(report(workload({}, { app: 'api' }))).toContain(
    'Deployment "demo/api" has an empty selector; it must choose the pods of its template, which have the labels: app=api',
  );
});

test.each([
  ['tier in (a, b)', 'In', ['a', 'b']],
  ['tier notin (cache)', 'NotIn', ['cache']],
  ['!tier', 'DoesNotExist', undefined],
])('the expression "%s" is judged against the labels of the template', (text, operator, values) => {
  const matchExpressions = [{ key: 'tier', operator, values }];
  expect(report(workload({ matchExpressions }, { tier: 'cache' }))).toContain(
    `selects pods by ${text}, and`,
  );
  const matching = operator === 'In' ? { tier: 'a' } : {};
  expect(report(workload({ matchExpressions }, matching))).toBe('');
});

test('a template without labels is shown to have none', () => {
  expect(report(workload({ matchExpressions: [{ key: 'app', operator: 'Exists' }] }))).toContain(
    'gives them the labels: none',
  );
});

test('a selector of some labels of the template passes', () => {
  expect(report(workload({ matchLabels: { app: 'api' } }, { app: 'api', version: '1' }))).toBe('');
});

test('a Job, whose selector the cluster makes, passes without one', () => {
  const template = { metadata: {}, spec: { containers: [] } };
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'etl' },
    spec: { template },
  };
  expect(report(job)).toBe('');
});

test('a near label is suggested', () => {
  expect(report(workload({ matchLabels: { app: 'wbe' } }, { app: 'web' }))).toContain(
    'gives them the labels: app=web; did you mean "app=web"?',
  );
});

test('the plain selector of a ReplicationController is judged too; left out, it is that of the template', () => {
  const controller = (selector?: object) => ({
    ...deployment({ spec: { selector } }),
    apiVersion: 'v1',
    kind: 'ReplicationController',
  });
  expect(report(controller({ app: 'other' }))).toContain('selects pods by app=other, and');
  expect(report(controller())).toBe('');
});

test('a Deployment of a version that has none is judged all the same', () => {
  expect(report({ ...workload({}, { app: 'api' }), apiVersion: 'v1' })).toContain(
    'has an empty selector',
  );
});
