import { App, Chart, Size } from 'cdk8s';
import { PersistentVolumeAccessMode, Service, StatefulSet, Volume } from 'cdk8s-plus-28';
import { claimPerPod } from '../../lib/constructs/claim-per-pod';
import { StorageClass } from '../../lib/constructs/storage-class';
import { manifestsIn } from '../helpers/manifests';

let chart: Chart;
let set: StatefulSet;
beforeEach(() => {
  chart = new Chart(new App(), 'chart', { disableResourceNameHashes: true });
  const service = new Service(chart, 'service', { ports: [{ port: 80 }] });
  set = new StatefulSet(chart, 'set', { service });
});

/** The spec of the set, whose one container mounts these volumes at `/0`, `/1`, … */
function specWith(...volumes: readonly Volume[]) {
  set.addContainer({
    image: 'nginx',
    volumeMounts: volumes.map((volume, index) => ({ path: `/${index}`, volume })),
  });
  const manifests = manifestsIn(chart) as { kind: string; spec: object }[];
  return manifests.find(({ kind }) => kind === 'StatefulSet')?.spec as {
    template: { spec: { volumes?: object[] } };
  };
}

test('each pod gets a claim, which its container mounts', () => {
  const spec = specWith(claimPerPod(set, 'data', { storage: Size.gibibytes(1) }));
  expect(spec).toMatchObject({
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    ],
    template: { spec: { containers: [{ volumeMounts: [{ mountPath: '/0', name: 'data' }] }] } },
  });
  expect(spec.template.spec).not.toHaveProperty('volumes');
});

test('volumes that all pods have alike stay beside it', () => {
  const { template } = specWith(
    Volume.fromEmptyDir(chart, 'tmp', 'tmp'),
    claimPerPod(set, 'data', { storage: Size.mebibytes(500) }),
  );
  expect(template.spec.volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
});

test('a set may have several, each of its own class and mode', () => {
  const storage = Size.gibibytes(1);
  const spec = specWith(
    claimPerPod(set, 'data', { storage }),
    claimPerPod(set, 'logs', {
      storage,
      storageClass: new StorageClass(chart, 'shared', { provisioner: 'example.com/nfs' }),
      accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY,
    }),
  );
  expect(spec).toMatchObject({
    volumeClaimTemplates: [
      { metadata: { name: 'data' } },
      {
        metadata: { name: 'logs' },
        spec: { storageClassName: 'shared', accessModes: ['ReadWriteMany'] },
      },
    ],
  });
});
