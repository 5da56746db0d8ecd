import { selectorsDoNotOverlap } from '../../lib/checks/selectors-do-not-overlap';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(selectorsDoNotOverlap);

const canary = deployment({ name: 'canary', labels: { app: 'api', track: 'canary' } });

test('a selector that chooses the pods of another workload is refused', () => {
  expect(report(canary, deployment())).toBe(`program.ts:2:1  selectors-do-not-overlap
  Deployment "demo/api" selects pods by app=api, which chooses those of Deployment "demo/canary" as well: they have app=api, track=canary
  Fix: add a label to the selector and the template that only its own pods have, such as app.kubernetes.io/component
  More: docs/checks/selectors-do-not-overlap.md`);
});

test('two of the same selector are told once', () => {
  const text = report(deployment(), deployment({ name: 'other', labels: { app: 'api' } }));
  expect(text.match(/selects pods by/g)).toHaveLength(1);
});

test('one that is made twice is told as that', () => {
  expect(report(deployment(), deployment())).toBe('');
});

test('a StatefulSet counts, a Job does not', () => {
  const labels = { app: 'api' };
  const set = { ...deployment({ name: 'set', labels }), kind: 'StatefulSet' };
  expect(report(deployment(), set)).toContain('those of StatefulSet "demo/set" as well');
  const job = { ...deployment({ name: 'job', labels }), apiVersion: 'batch/v1', kind: 'Job' };
  expect(report(deployment(), job)).toBe('');
});

test('workloads of other labels or another namespace pass', () => {
  const elsewhere = { ...deployment(), metadata: { name: 'api', namespace: 'other' } };
  const stable = deployment({ name: 'stable', labels: { app: 'api', track: 'stable' } });
  expect(report(canary, stable, elsewhere)).toBe('');
});
