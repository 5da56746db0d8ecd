import { isForeign, manifestsIn } from '../../lib/input/manifests';

const read = (value: unknown) => [...manifestsIn(value)];
/** What is said against the only object in `value`. */
const said = (value: unknown) =>
  read(value).flatMap(({ slips }) => slips.map(({ field, message }) => [field, message]));

const configMap = (metadata: unknown) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata });

test('an object is taken as it is', () => {
  const value = configMap({ name: 'a', labels: { app: 'a' } });
  expect(read(value)).toEqual([{ value, manifest: value, slips: [] }]);
});

test('lists are their items, which may be lists, and take the kind of the list if they have none', () => {
  const inner = { metadata: { name: 'b' } };
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: [configMap({ name: 'a' }), { apiVersion: 'v1', kind: 'SecretList', items: [inner] }],
  };
  const [first, second, ...rest] = read(list);
  expect(rest).toEqual([]);
  expect(first?.manifest?.metadata.name).toBe('a');
  expect(second?.manifest).toEqual({ apiVersion: 'v1', kind: 'Secret', ...inner });
  // So that its place is found.
  expect(second?.value).toBe(inner);
  expect(read({ apiVersion: 'v1', kind: 'List', items: null })).toEqual([]);
});

test.each([
  [
    'text',
    undefined,
    'this is "text", and a Kubernetes object is a mapping with apiVersion, kind and metadata',
  ],
  [
    [1],
    undefined,
    'this is a list, and a Kubernetes object is a mapping with apiVersion, kind and metadata',
  ],
  [
    { kind: 'Pod' },
    undefined,
    'this has no apiVersion, and an object of Kubernetes says there what it is',
  ],
  [
    { apiVersion: 1, kind: 'Pod' },
    'apiVersion',
    'this has apiVersion 1, and an object of Kubernetes says there what it is',
  ],
  [
    { apiVersion: 'v1', kind: ['Pod'] },
    'kind',
    'this has kind a list, and an object of Kubernetes says there what it is',
  ],
  [
    { apiVersion: 'v1', kind: 'Pod' },
    undefined,
    'this Pod has no metadata, and needs a mapping with its name',
  ],
  [
    configMap('a'),
    'metadata',
    'this ConfigMap has metadata "a", and needs a mapping with its name',
  ],
  [{ ...configMap({}), items: 'x' }, 'items', 'this has items "x", and wants a list of objects'],
  [
    configMap({ name: { a: 'b' } }),
    'metadata.name',
    'metadata.name is a mapping; an API server takes only a string there',
  ],
  [
    { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' },
    undefined,
    'a Kustomization of kustomize.config.k8s.io/v1beta1 configures a program, and an API server does not take it',
  ],
])('%j is no object', (value, field, message) => {
  expect(said(value)).toEqual([[field, message]]);
  expect(read(value)[0]?.manifest).toBeUndefined();
});

test('what an API server does not take in metadata is told and made harmless', () => {
  const value = configMap({
    name: 12,
    namespace: null,
    labels: { a: 1.5, b: true, c: null, d: ['x'], e: 'f' },
    annotations: 'text',
  });
  expect(said(value)).toEqual([
    ['metadata.name', 'metadata.name is 12; an API server takes only a string there'],
    [
      'metadata.labels.a',
      'metadata.labels.a is 1.5, and so are 2 more; an API server takes only a string there',
    ],
    ['metadata.annotations', 'this ConfigMap has metadata.annotations "text", and wants a mapping'],
  ]);
  expect(read(value)[0]?.manifest?.metadata).toEqual({
    name: '12',
    labels: { a: '1.5', b: 'true', c: '', e: 'f' },
  });
});

test('an empty namespace is none', () => {
  expect(read(configMap({ name: 'a', namespace: '' }))).toEqual([
    expect.objectContaining({ manifest: configMap({ name: 'a' }), slips: [] }),
  ]);
});

test.each([
  [{ image: 'nginx' }, true],
  [{ apiVersion: 'v2', name: 'chart' }, true],
  [{ kind: 'pipeline', type: 'docker' }, true],
  [{ apiVersion: 'skaffold/v4', kind: 'Config' }, true],
  [{ apiVersion: 'example.com/v1', kind: 'Config' }, true],
  [{ apiVersion: 'v1', kind: 'Config', clusters: [] }, true],
  [{ apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' }, true],
  [{ apiVersion: 'apps/v1', kind: 'Deployment' }, false],
  [{ kind: 'Deployment', metadata: { name: 'a' } }, false],
  [['a'], true],
])('%j is meant for another program: %s', (value, expected) => {
  expect(isForeign(value)).toBe(expected);
});
