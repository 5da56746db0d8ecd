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

test('lists are their items, which take the kind of the list if they have none', () => {
  const inner = { metadata: { name: 'b' } };
  const list = { apiVersion: 'v1', kind: 'SecretList', items: [configMap({ name: 'a' }), inner] };
  const [first, second, ...rest] = read(list);
  expect(rest).toEqual([]);
  expect(first?.manifest?.metadata.name).toBe('a');
  expect(second?.manifest).toEqual({ apiVersion: 'v1', kind: 'Secret', ...inner });
  // So that its place is found.
  expect(second?.value).toBe(inner);
  expect(read({ apiVersion: 'v1', kind: 'List', items: null })).toEqual([]);
});

test('a list inside of a list is refused, as by kubectl', () => {
  const inner = { apiVersion: 'v1', kind: 'List', items: [configMap({ name: 'a' })] };
  const list = { apiVersion: 'v1', kind: 'List', items: [inner] };
  expect(said(list)).toEqual([
    [undefined, 'this is a list inside of a list, and kubectl takes none there'],
  ]);
  expect(read(list)).toMatchObject([{ value: inner, manifest: undefined }]);
});

test.each([
  [{ apiVersion: 'v1', kind: 'Pod' }],
  [{ apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', metadata: null }],
])('what %j misses in its metadata is for the API server to say', (value) => {
  expect(read(value)).toMatchObject([{ value, manifest: { metadata: {} }, slips: [] }]);
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
    { apiVersion: 'x.example/v1', kind: 'Thing' },
    undefined,
    'this Thing has no metadata, and needs a mapping with its name',
  ],
  [
    configMap('a'),
    'metadata',
    'this ConfigMap has metadata "a", and needs a mapping with its name: json: cannot unmarshal string into Go struct field ConfigMap.metadata of type v1.ObjectMeta',
  ],
  [
    { ...configMap({}), items: 'x' },
    'items',
    'this has items "x", and wants a list of objects: json: cannot unmarshal string into Go struct field decodeList.items of type []json.RawMessage',
  ],
  [
    { ...configMap({ name: 'a' }), items: [] },
    'kind',
    'this ConfigMap has items, so that kubectl takes it for a list and looks at nothing else in it',
  ],
  [
    configMap({ name: { a: 'b' } }),
    'metadata.name',
    'metadata.name is a mapping; an API server takes only a string there: json: cannot unmarshal object into Go struct field ObjectMeta.metadata.name of type string',
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
    labels: { b: true, a: 1.5, c: null, d: ['x'], e: 'f' },
    annotations: 'text',
  });
  expect(said(value)).toEqual([
    [
      'metadata.name',
      'metadata.name is 12; an API server takes only a string there: json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string',
    ],
    [
      'metadata.labels.a',
      'metadata.labels.a is 1.5, and so are 2 more; an API server takes only a string there: json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
    ],
    [
      'metadata.annotations',
      'this ConfigMap has metadata.annotations "text", and wants a mapping: json: cannot unmarshal string into Go struct field ObjectMeta.metadata.annotations of type map[string]string',
    ],
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
