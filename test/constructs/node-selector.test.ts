import { Chart, Testing } from 'cdk8s';
import { Deployment, Pod } from 'cdk8s-plus-28';
import { amend } from '../../lib/constructs/amend';
import { nodeSelector } from '../../lib/constructs/node-selector';
import { manifestsIn } from '../helpers/manifests';

test('a Pod takes it itself, a workload for its pods', () => {
  const chart = new Chart(Testing.app(), 'chart');
  const containers = [{ image: 'nginx' }];
  const labels = { 'kubernetes.io/os': 'linux' };
  amend(new Pod(chart, 'pod', { containers }), nodeSelector(labels));
  amend(new Deployment(chart, 'deployment', { containers }), nodeSelector(labels));
  expect(manifestsIn(chart)).toMatchObject([
    { kind: 'Pod', spec: { nodeSelector: labels } },
    { kind: 'Deployment', spec: { template: { spec: { nodeSelector: labels } } } },
  ]);
});
