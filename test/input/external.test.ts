import { externalOf } from '../../lib/input/external';

test.each([
  ['Secret/demo/registry', '/Secret', 'demo', 'registry'],
  ['Secret/registry', '/Secret', 'usual', 'registry'],
  ['Deployment/demo/api', 'apps/Deployment', 'demo', 'api'],
  ['apps/Deployment/demo/api', 'apps/Deployment', 'demo', 'api'],
  ['StorageClass/gp3', 'storage.k8s.io/StorageClass', undefined, 'gp3'],
  ['cert-manager.io/Issuer/demo/ca', 'cert-manager.io/Issuer', 'demo', 'ca'],
])('%s is an object', (text, kind, namespace, name) => {
  expect(externalOf(text, 'usual')).toEqual({ kind, namespace, name, origin: undefined });
});

test.each([
  ['Sercet/demo/x', 'the API group of kind "Sercet" is not known; did you mean "Secret"?'],
  ['Widget/x', 'the API group of kind "Widget" is not known; write it before the kind'],
  ['StorageClass/demo/gp3', 'a StorageClass belongs to no namespace; write StorageClass/NAME'],
  ...['', 'Secret', 'Secret/', 'Secret//x', 'secret/demo/x', 'Secret/a/b/c', 'apps/Deployment'].map(
    (text) => [text, 'write KIND/NAME, KIND/NAMESPACE/NAME, or with GROUP/ before them'],
  ),
])('%j is bad usage', (text = '', why = '') => {
  expect(() => externalOf(text, 'usual')).toThrow(`--external ${JSON.stringify(text)}: ${why}`);
});
