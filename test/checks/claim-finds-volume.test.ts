import { claimFindsVolume } from '../../lib/checks/claim-finds-volume';
import type { Manifest } from '../../lib/graph/manifest';
import { reporter } from '../helpers/graph';

const report = reporter(claimFindsVolume);

const volume = (
  spec: object = {},
  name = 'disk',
  labels: Record<string, string> = {},
): Manifest => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name, labels },
  spec: {
    storageClassName: 'manual',
    capacity: { storage: '10Gi' },
    accessModes: ['ReadWriteOnce'],
    ...spec,
  },
});

const claim = (spec: object = {}, name = 'data'): Manifest => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: 'demo' },
  spec: {
    storageClassName: 'manual',
    resources: { requests: { storage: '10Gi' } },
    accessModes: ['ReadWriteOnce'],
    ...spec,
  },
});

const named = { volumeName: 'disk' };
const claimRef = { namespace: 'demo', name: 'data' };

test('a claim that names a volume which is too small is refused', () => {
  const big = { resources: { requests: { storage: '20Gi' } } };
  expect(report(claim({ ...named, ...big }), volume())).toBe(`program.ts:1:1  claim-finds-volume
  PersistentVolumeClaim "demo/data" wants "20Gi" of storage, and PersistentVolume "disk", which it names, has "10Gi"
  Fix: change the claim or the volume, so that they agree
  More: docs/checks/claim-finds-volume.md`);
  expect(report(claim(named), volume())).toBe('');
});

test.each([
  [{ storageClassName: 'fast' }, 'wants storageClassName "fast"'],
  [{ storageClassName: '' }, 'wants storageClassName ""'],
  [{ volumeMode: 'Block' }, 'wants volumeMode "Block"'],
  [{ accessModes: ['ReadWriteMany'] }, 'wants accessModes ["ReadWriteMany"]'],
])('a claim that names a volume wants nothing else: %j', (spec, message) => {
  expect(report(claim({ ...named, ...spec }), volume())).toContain(message);
});

test('a claim without a class may get that of the volume as the default', () => {
  expect(report(claim({ ...named, storageClassName: undefined }), volume())).toBe('');
});

test('a volume belongs to one claim', () => {
  expect(report(claim(named), claim(named, 'other'), volume())).toContain(
    'PersistentVolumeClaim "demo/other" names PersistentVolume "disk", and PersistentVolumeClaim "demo/data" names it too',
  );
});

test('a volume that is kept for another claim is refused', () => {
  expect(report(claim(named, 'other'), volume({ claimRef }))).toContain(
    'names PersistentVolume "disk", which is kept for PersistentVolumeClaim "demo/data"',
  );
});

test('a claim and a volume that name each other need not agree otherwise', () => {
  expect(report(claim({ ...named, storageClassName: 'fast' }), volume({ claimRef }))).toBe('');
});

test('a volume that is kept for a claim must be enough for it', () => {
  const kept = volume({ claimRef, capacity: { storage: '5Gi' } });
  expect(report(claim({ storageClassName: 'fast' }), kept)).toContain(
    'wants "10Gi" of storage, and PersistentVolume "disk", which is kept for it, has "5Gi"',
  );
  expect(report(claim({ storageClassName: 'fast' }), volume({ claimRef }))).toBe('');
});

describe('where nothing makes volumes of a class', () => {
  const block = { volumeMode: 'Block' };

  test('a claim needs one of the program that fits', () => {
    expect(report(claim(block), volume(), volume({}, 'other'))).toContain(
      'wants volumeMode "Block", and PersistentVolume "disk", as no other of the 2 of its class, has "Filesystem"',
    );
    expect(report(claim(block), volume(), volume(block, 'other'))).toBe('');
  });

  test('with the labels that it selects', () => {
    const selector = { matchLabels: { tier: 'gold' } };
    expect(report(claim({ selector }), volume())).toContain('wants a volume with tier=gold');
    expect(report(claim({ selector }), volume({}, 'disk', { tier: 'gold' }))).toBe('');
  });

  test('each claim needs its own, and as many as possible get one', () => {
    const small = { resources: { requests: { storage: '1Gi' } } };
    const volumes = [volume(), volume({ capacity: { storage: '1Gi' } }, 'small')];
    expect(report(claim(small), claim({}, 'other'), ...volumes)).toBe('');
    expect(report(claim(), claim({}, 'other'), ...volumes)).toContain(
      'PersistentVolumeClaim "demo/other" finds no PersistentVolume: those of its class "manual" that fit, 1 of them, go to other claims',
    );
  });

  test('a StorageClass that makes none is no help', () => {
    const storageClass = (provisioner: string): Manifest => ({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'manual' },
      provisioner,
    });
    const none = storageClass('kubernetes.io/no-provisioner');
    expect(report(claim(block), volume(), none)).toContain('wants volumeMode "Block"');
    expect(report(claim(block), volume(), storageClass('rancher.io/local-path'))).toBe('');
  });
});

test('a class that has no volume in the program, or is the default, is not judged', () => {
  expect(report(claim({ storageClassName: 'fast' }), volume())).toBe('');
  expect(report(claim({ storageClassName: undefined, volumeMode: 'Block' }), volume())).toBe('');
  expect(report(claim({ volumeName: 'elsewhere', volumeMode: 'Block' }), volume())).toBe('');
});

test('a class that the environment has is not judged', () => {
  const external = {
    kind: 'storage.k8s.io/StorageClass',
    namespace: undefined,
    name: 'manual',
    origin: undefined,
  };
  const among = reporter(claimFindsVolume, { external: [external] });
  expect(among(claim({ volumeMode: 'Block' }), volume())).toBe('');
});
