import { volumeMountHasVolume } from '../../lib/checks/volume-mount-has-volume';
import type { Manifest } from '../../lib/graph/manifest';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(volumeMountHasVolume);

const pod = (volumes: unknown, container: object) => {
  const containers = [{ name: 'app', image: 'nginx:1.29', ...container }];
  return deployment({ spec: { template: { spec: { volumes, containers } } } });
};

test('a mount of a volume that the pod does not have is refused, and told what there is', () => {
  const text = report(
    pod([{ name: 'data', emptyDir: {} }, { name: 'tmp' }], {
      volumeMounts: [{ name: 'dta', mountPath: '/data' }],
    }),
  );
  expect(text).toBe(`program.ts:1:1  volume-mount-has-volume
  Deployment "demo/api" mounts the volume "dta" in spec.template.spec.containers[0].volumeMounts[0].name, and its pod has "data", "tmp"; did you mean "data"?
  Fix: correct the name, or add the volume to the pod
  More: docs/checks/volume-mount-has-volume.md`);
});

test('so is a block device', () => {
  const text = report(pod(undefined, { volumeDevices: [{ name: 'disk', devicePath: '/dev/x' }] }));
  expect(text).toContain('containers[0].volumeDevices[0].name, and its pod has no volume\n');
});

test('the name of what is inside a volume is not the name of the volume', () => {
  const volumes = [{ name: 'settings', configMap: { name: 'data' } }];
  const text = report(pod(volumes, { volumeMounts: [{ name: 'data', mountPath: '/data' }] }));
  expect(text).toContain('its pod has "settings"');
});

test('volumes of the pod and claims of a StatefulSet pass', () => {
  const volumes = [{ name: 'data' }];
  const mounted = pod(volumes, { volumeMounts: [{ name: 'data', mountPath: '/data' }] });
  expect(report(mounted)).toBe('');
  const set: Manifest = { ...pod([], { volumeMounts: [{ name: 'data' }] }), kind: 'StatefulSet' };
  const volumeClaimTemplates = [{ metadata: { name: 'data' } }];
  expect(report(set)).toContain('mounts the volume "data"');
  expect(report({ ...set, spec: { ...(set.spec as object), volumeClaimTemplates } })).toBe('');
});

test('to the pods of somebody else, a controller may add volumes; wrong types are no matter of this rule', () => {
  const mounts = { volumeMounts: [{ name: 'data', mountPath: '/data' }] };
  expect(report({ ...pod([], mounts), apiVersion: 'example.com/v1', kind: 'Thing' })).toBe('');
  expect(report(pod('none', { volumeMounts: [{ name: 5 }, null, 'x'], volumeDevices: 1 }))).toBe(
    '',
  );
});
