import { autoscalerOwnsReplicas } from '../../lib/checks/autoscaler-owns-replicas';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(autoscalerOwnsReplicas);

const scaler = (apiVersion: string, kind: string, target: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'api', namespace: 'demo' },
  spec: { scaleTargetRef: target, targetRef: target },
});

const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' };
const autoscaler = scaler('autoscaling/v2', 'HorizontalPodAutoscaler', target);

test('replicas that an autoscaler sets too are warned of', () => {
  expect(report(deployment(), autoscaler)).toBe(`program.ts:1:1  autoscaler-owns-replicas (warning)
  Deployment "demo/api" sets spec.replicas, which HorizontalPodAutoscaler "demo/api" sets too: every apply takes it back to the number written
  Fix: leave spec.replicas out; the autoscaler starts from its minimum
  More: docs/checks/autoscaler-owns-replicas.md`);
});

test('KEDA scales too, and means a Deployment unless it says otherwise', () => {
  const keda = scaler('keda.sh/v1alpha1', 'ScaledObject', { name: 'api' });
  expect(report(deployment(), keda)).toContain('which ScaledObject "demo/api" sets too');
});

test('replicas left out, or those of a workload that nothing scales, pass', () => {
  for (const replicas of [undefined, null, 0]) {
    expect(report(deployment({ spec: { replicas } }), autoscaler)).toBe('');
  }
  expect(report(deployment({ name: 'other' }), autoscaler)).toBe('');
  expect(
    report(deployment(), scaler('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', target)),
  ).toBe('');
});
