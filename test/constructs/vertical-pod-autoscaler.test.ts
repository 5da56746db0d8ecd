import { App, Chart, Size } from 'cdk8s';
import { Cpu, Deployment, HorizontalPodAutoscaler } from 'cdk8s-plus-28';
import { VerticalPodAutoscaler } from '../../lib/constructs/vertical-pod-autoscaler';
import { manifestsIn } from '../helpers/manifests';

const bounds = {
  min: { cpu: Cpu.millis(10), memory: Size.mebibytes(16) },
  max: { cpu: Cpu.units(1), memory: Size.gibibytes(1) },
};

let chart: Chart;
let target: Deployment;
let autoscaler: VerticalPodAutoscaler;
beforeEach(() => {
  chart = new Chart(new App(), 'chart');
  target = new Deployment(chart, 'web', {
    metadata: { name: 'web' },
    containers: [{ image: 'nginx' }],
  });
  autoscaler = new VerticalPodAutoscaler(chart, 'autoscaler', {
    metadata: { name: 'web' },
    target,
    ...bounds,
  });
});

test('it refers to its target', () => {
  expect(manifestsIn(chart)[1]).toMatchObject({
    spec: {
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      updatePolicy: { updateMode: 'Recreate' },
      resourcePolicy: {
        containerPolicies: [
          {
            containerName: '*',
            minAllowed: { cpu: '10m', memory: '16Mi' },
            maxAllowed: { cpu: '1', memory: '1Gi' },
          },
        ],
      },
    },
  });
  expect(autoscaler.node.validate()).toEqual([]);
});

test('a target that is scaled by its CPU too is refused', () => {
  new HorizontalPodAutoscaler(chart, 'other', { target, maxReplicas: 3 });
  expect(autoscaler.node.validate()).toEqual([
    'Deployment "web" has a HorizontalPodAutoscaler too; let one of the two scale it',
  ]);
});
