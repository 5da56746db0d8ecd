import { withoutDefaults } from '../../lib/constructs/without-defaults';

test('what the API server would fill in by itself is taken out', () => {
  const draft = {
    apiVersion: 'v1',
    kind: 'Thing',
    immutable: false,
    spec: { externalIPs: [], minReadySeconds: 0, template: { spec: { restartPolicy: 'Always' } } },
  };
  withoutDefaults(draft);
  expect(draft).toEqual({ apiVersion: 'v1', kind: 'Thing', spec: { template: { spec: {} } } });
});

test('any other value stays, and so does one that means more than it seems', () => {
  const draft = {
    apiVersion: 'v1',
    kind: 'Thing',
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

test('a kind of somebody else, and the names in a CRD, are left alone', () => {
  const drafts = [
    {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      spec: { suspend: false },
    },
    {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      spec: { properties: { stringData: {} } },
    },
  ];
  const before = structuredClone(drafts);
  for (const draft of drafts) withoutDefaults(draft);
  expect(drafts).toEqual(before);
});
