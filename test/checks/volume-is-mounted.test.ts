import { volumeIsMounted } from '../../lib/checks/volume-is-mounted';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(volumeIsMounted);

const pod = (spec: object) =>
  deployment({ spec: { template: { spec: { containers: [{ name: 'app' }], ...spec } } } });
const volumes = [{ name: 'cache', emptyDir: {} }];

test('a volume that no container mounts is named', () => {
  expect(report(pod({ volumes }))).toBe(`program.ts:1:1  volume-is-mounted (warning)
  Deployment "demo/api" has the volume "cache" in spec.template.spec.volumes[0].name, and no container mounts it
  Fix: mount it in a container, or remove it
  More: docs/checks/volume-is-mounted.md`);
});

test('so is a claim of a StatefulSet', () => {
  const spec = { template: {}, volumeClaimTemplates: [{ metadata: { name: 'data' } }] };
  expect(report({ ...deployment({ spec }), kind: 'StatefulSet' })).toContain(
    'the volume "data" in spec.volumeClaimTemplates[0].metadata.name',
  );
});

test.each([
  { containers: [{ volumeMounts: [{ name: 'cache' }] }] },
  { containers: [{ volumeDevices: [{ name: 'cache' }] }] },
  { initContainers: [{ volumeMounts: [{ name: 'cache' }, { name: 'cache' }] }] },
  { ephemeralContainers: [{ volumeMounts: [{ name: 'cache' }] }] },
])('a volume that is mounted passes: %j', (spec) => {
  expect(report(pod({ volumes, ...spec }))).toBe('');
});

test('a name elsewhere in a container is no mount', () => {
  expect(report(pod({ volumes, containers: [{ env: [{ name: 'cache' }] }] }))).toContain('"cache"');
});

test('beside a mount of a volume that is not there, it is not told a second time', () => {
  expect(report(pod({ volumes, containers: [{ volumeMounts: [{ name: 'cahce' }] }] }))).toBe('');
});

test('what somebody else makes pods of is not judged', () => {
  const thing = { ...pod({ volumes }), apiVersion: 'example.com/v1', kind: 'Thing' };
  expect(report(thing)).toBe('');
});
