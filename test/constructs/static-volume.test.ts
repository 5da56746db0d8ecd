import { App, Chart, Size } from 'cdk8s';
import { HostPathVolumeType, PersistentVolumeAccessMode } from 'cdk8s-plus-28';
import { StaticVolume } from '../../lib/constructs/static-volume';
import { StorageClass } from '../../lib/constructs/storage-class';
import { ProgramError } from '../../lib/report/program-error';
import { manifestsIn } from '../helpers/manifests';

const storage = Size.gibibytes(1);
const hostPath = { path: '/srv', type: HostPathVolumeType.DIRECTORY };
const nfs = { server: 'files.example.com', path: '/exports' };

/** A chart with a class for its volumes. */
function chartWithClass(namespace?: string) {
  const chart = new Chart(new App(), 'chart', { namespace, disableResourceNameHashes: true });
  return { chart, storageClass: new StorageClass(chart, 'by-hand') };
}

test('volume and claim name each other, their class and their size', () => {
  const { chart, storageClass } = chartWithClass('shop');
  const { claim } = new StaticVolume(chart, 'data', { storageClass, storage, hostPath });
  expect(claim.name).toBe('data');
  expect(manifestsIn(chart).slice(1)).toMatchObject([
    {
      kind: 'PersistentVolume',
      metadata: { name: 'shop-data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        capacity: { storage: '1Gi' },
        claimRef: { namespace: 'shop', name: 'data' },
        hostPath: { path: '/srv', type: 'Directory' },
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName: 'by-hand',
      },
    },
    {
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: 'shop' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
        storageClassName: 'by-hand',
        volumeName: 'shop-data',
      },
    },
  ]);
});

test('an NFS server can be shared by many nodes', () => {
  const { chart, storageClass } = chartWithClass('shop');
  new StaticVolume(chart, 'data', {
    storageClass,
    storage,
    nfs,
    mountOptions: ['hard'],
    accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY,
  });
  expect(manifestsIn(chart)[1]).toMatchObject({
    spec: { nfs, mountOptions: ['hard'], accessModes: ['ReadWriteMany'] },
  });
});

test('it is one thing or the other: more or less does not compile', () => {
  const { chart, storageClass } = chartWithClass('shop');
  const common = { storageClass, storage };
  // @ts-expect-error -- two sources
  new StaticVolume(chart, 'both', { ...common, hostPath, nfs });
  // @ts-expect-error -- a folder of the node has no mount options
  new StaticVolume(chart, 'options', { ...common, hostPath, mountOptions: ['hard'] });
  // @ts-expect-error -- no source
  new StaticVolume(chart, 'none', common);
});

test('a chart without a namespace is refused', () => {
  const { chart, storageClass } = chartWithClass();
  expect(() => new StaticVolume(chart, 'data', { storageClass, storage, hostPath })).toThrow(
    new ProgramError(
      'program-runs',
      'the volume "data" is reserved for a claim, and its chart has no namespace for that claim',
      'give the chart a namespace',
    ),
  );
});
