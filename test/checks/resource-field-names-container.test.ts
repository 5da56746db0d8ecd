import { resourceFieldNamesContainer } from '../../lib/checks/resource-field-names-container';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(resourceFieldNamesContainer);

const resourceFieldRef = { containerName: 'ap', resource: 'limits.cpu' };

test('a variable that reads the limits of a container that is not there is refused', () => {
  const env = [{ name: 'CPU', valueFrom: { resourceFieldRef } }];
  expect(report(deployment({ container: { name: 'main', env } })))
    .toBe(`program.ts:1:1  resource-field-names-container
  Deployment "demo/api" reads the resources of container "ap" in spec.template.spec.containers[0].env[0].valueFrom.resourceFieldRef.containerName, and the pod has "main"
  Fix: correct the name
  More: docs/checks/resource-field-names-container.md`);
});

test('so is a file, with the name that was meant', () => {
  const ref = { resourceFieldRef: { ...resourceFieldRef, containerName: 'apu' } };
  const volume = (source: object) => ({
    template: { spec: { containers: [{ name: 'app' }], volumes: [{ name: 'info', ...source }] } },
  });
  const items = [{ path: 'cpu', ...ref }];
  expect(report(deployment({ spec: volume({ downwardAPI: { items } }) }))).toContain(
    'volumes[0].downwardAPI.items[0].resourceFieldRef.containerName, and the pod has "app"; did you mean "app"?',
  );
  const projected = { sources: [{ downwardAPI: { items } }] };
  expect(report(deployment({ spec: volume({ projected }) }))).toContain(
    'volumes[0].projected.sources[0].downwardAPI.items[0].',
  );
});

test('another container of the pod passes, and so does none, which means the same container', () => {
  const env = [
    { name: 'A', valueFrom: { resourceFieldRef: { ...resourceFieldRef, containerName: 'init' } } },
    { name: 'B', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
    { name: 'C', valueFrom: { resourceFieldRef: { containerName: 5 } } },
  ];
  const spec = { initContainers: [{ name: 'init' }], containers: [{ name: 'app', env }] };
  expect(report(deployment({ spec: { template: { spec } } }))).toBe('');
});

test('the containers that somebody else adds to a resource are not known', () => {
  const env = [{ name: 'CPU', valueFrom: { resourceFieldRef } }];
  const thing = {
    ...deployment({ container: { env } }),
    apiVersion: 'example.com/v1',
    kind: 'Run',
  };
  expect(report(thing)).toBe('');
});
