import { App, Chart } from 'cdk8s';
import { StorageClass } from '../../lib/constructs/storage-class';
import { manifestsIn } from '../helpers/manifests';

let chart: Chart;
beforeEach(() => {
  chart = new Chart(new App(), 'chart');
});

test('without a driver its volumes are made by hand, and bound with the first pod', () => {
  new StorageClass(chart, 'by-hand');
  expect(manifestsIn(chart)).toEqual([
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'by-hand' },
      provisioner: 'kubernetes.io/no-provisioner',
      volumeBindingMode: 'WaitForFirstConsumer',
    },
  ]);
});

test('a driver is told how to make them', () => {
  new StorageClass(chart, 'fast', {
    provisioner: 'ebs.csi.aws.com',
    parameters: { type: 'gp3' },
    reclaimPolicy: 'Retain',
    allowVolumeExpansion: true,
    volumeBindingMode: 'Immediate',
  });
  expect(manifestsIn(chart)[0]).toMatchObject({
    provisioner: 'ebs.csi.aws.com',
    parameters: { type: 'gp3' },
    reclaimPolicy: 'Retain',
    allowVolumeExpansion: true,
    volumeBindingMode: 'Immediate',
  });
});

test('what only a driver can do does not compile without one', () => {
  // @ts-expect-error -- nobody would read the parameters
  new StorageClass(chart, 'one', { parameters: { type: 'gp3' } });
  // @ts-expect-error -- nothing made by hand is deleted
  new StorageClass(chart, 'two', { reclaimPolicy: 'Delete' });
});
