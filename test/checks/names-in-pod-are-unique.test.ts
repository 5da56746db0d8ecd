import { namesInPodAreUnique } from '../../lib/checks/names-in-pod-are-unique';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(namesInPodAreUnique);

const pod = (spec: object) => deployment({ spec: { template: { spec } } });

test('two containers of one name are refused, init containers counted in', () => {
  const spec = { initContainers: [{ name: 'app' }], containers: [{ name: 'app' }] };
  expect(report(pod(spec))).toBe(`program.ts:1:1  names-in-pod-are-unique
  Deployment "demo/api" has "app" in spec.template.spec.initContainers[0].name and again in spec.template.spec.containers[0].name; the API server wants each there once
  Fix: choose another for one of them, or remove it
  More: docs/checks/names-in-pod-are-unique.md`);
});

test.each([
  ['volumes[0].name', { volumes: [{ name: 'data' }, { name: 'data' }] }],
  [
    'containers[0].ports[0].name',
    { containers: [{ ports: [{ name: 'http' }, { name: 'http' }] }] },
  ],
  [
    'containers[0].volumeMounts[0].mountPath',
    { containers: [{ volumeMounts: [{ mountPath: '/data' }, { mountPath: '/data' }] }] },
  ],
  [
    'containers[0].volumeMounts[0].mountPath',
    {
      containers: [
        { volumeMounts: [{ mountPath: '/data' }], volumeDevices: [{ devicePath: '/data' }] },
      ],
    },
  ],
  [
    'containers[0].volumeDevices[0].name',
    { containers: [{ volumeDevices: [{ name: 'disk' }, { name: 'disk' }] }] },
  ],
])('twice the same as %s is refused', (field, spec) => {
  expect(report(pod(spec))).toContain(` in spec.template.spec.${field} and again in `);
});

test('a third one is named too', () => {
  const containers = [{ name: 'app' }, { name: 'app' }, { name: 'app' }];
  expect(report(pod({ containers })).match(/again in \S+/g)).toEqual([
    'again in spec.template.spec.containers[1].name;',
    'again in spec.template.spec.containers[2].name;',
  ]);
});

test('the same port name, path and volume in two containers, and names that are not there, pass', () => {
  const container = {
    ports: [{ name: 'http' }, { containerPort: 1 }, { containerPort: 2 }],
    volumeMounts: [
      { name: 'data', mountPath: '/a' },
      { name: 'data', mountPath: '/b' },
    ],
  };
  const volumes = [{ name: 'data', configMap: { name: 'x' } }, { name: 'x' }];
  const containers = [{ name: 'one', ...container }, { name: 'two', ...container }, {}, {}];
  expect(report(pod({ volumes, containers }))).toBe('');
});
