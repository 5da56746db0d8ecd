import { withoutDefaults } from '../../lib/constructs/without-defaults';

test('what the API server would fill in by itself is taken out', () => {
  const draft = {
    immutable: false,
    spec: { externalIPs: [], minReadySeconds: 0, template: { spec: { restartPolicy: 'Always' } } },
  };
  withoutDefaults(draft);
  expect(draft).toEqual({ spec: { template: { spec: {} } } });
});

test('any other value stays, and so does one that means more than it seems', () => {
  const draft = {
    data: { immutable: false },
    spec: {
      externalIPs: ['10.0.0.1'],
      minReadySeconds: 5,
      // A sidecar: on an init container `Always` is no default.
      template: { spec: { initContainers: [{ name: 'log', restartPolicy: 'Always' }] } },
    },
  };
  const before = structuredClone(draft);
  withoutDefaults(draft);
  expect(draft).toEqual(before);
});
