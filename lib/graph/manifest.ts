/**
 * A Kubernetes object as plain data: what is written to YAML and what the API server reads.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/
 */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name?: string;
    readonly generateName?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/**
 * Folder, below that of the environment, of the objects whose kind a CustomResourceDefinition of the
 * program defines. kubectl looks up the kind of every object before it applies the first one, so one
 * `kubectl apply -f` cannot both define a kind and make an object of it; and it does not descend into
 * folders.
 */
export const CUSTOM_RESOURCES = 'custom-resources';

/** The kinds of Kubernetes itself that live outside every namespace. */
const clusterScoped = new Set(
  `APIService CSIDriver CSINode CertificateSigningRequest ClusterRole ClusterRoleBinding
  ClusterTrustBundle CustomResourceDefinition DeviceClass FlowSchema GatewayClass IPAddress IngressClass
  MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration Namespace Node
  PersistentVolume PriorityClass PriorityLevelConfiguration ResourceSlice RuntimeClass ServiceCIDR
  StorageClass ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
  ValidatingWebhookConfiguration VolumeAttachment VolumeAttributesClass`.split(/\s+/),
);

/** Whether the kind is one of Kubernetes itself, and not another's of the same name. */
export function isBuiltIn(manifest: Manifest): boolean {
  return isBuiltInGroup(groupOf(manifest.apiVersion));
}

function isBuiltInGroup(group: string): boolean {
  return !group.includes('.') || group.endsWith('.k8s.io');
}

/** Whether an object of this kind belongs to the whole cluster; a namespace on it means nothing. */
export function isClusterScoped(manifest: Manifest): boolean {
  return isClusterScopedKind(kindOf(manifest));
}

/** The same of a kind, named as `kindOf` names it. */
export function isClusterScopedKind(kindName: string): boolean {
  const [group = '', kind = ''] = kindName.split('/');
  return clusterScoped.has(kind) && isBuiltInGroup(group);
}

/** Group and kind, which name a kind among all others: `apps/Deployment`, `/Pod`. */
export function kindOf({ apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>): string {
  return `${groupOf(apiVersion)}/${kind}`;
}

/** The API group; that of the oldest kinds is empty. */
export function groupOf(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
}

/** The namespace of an object; what says none goes to "default", and what has none to none. */
export function namespaceOf(manifest: Manifest): string | undefined {
  return isClusterScoped(manifest) ? undefined : (manifest.metadata.namespace ?? 'default');
}

/** The kind that a CustomResourceDefinition makes known to the cluster, as `kindOf` gives it. */
export function definedKind(manifest: Manifest): string | undefined {
  if (manifest.kind !== 'CustomResourceDefinition') return undefined;
  return `${String(valueAt(manifest, 'spec.group'))}/${String(valueAt(manifest, 'spec.names.kind'))}`;
}

const podSpecPaths: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Pod: 'spec',
    PodTemplate: 'template.spec',
    ReplicationController: 'spec.template.spec',
    ReplicaSet: 'spec.template.spec',
    Deployment: 'spec.template.spec',
    StatefulSet: 'spec.template.spec',
    DaemonSet: 'spec.template.spec',
    Job: 'spec.template.spec',
    CronJob: 'spec.jobTemplate.spec.template.spec',
  }),
);

/** A resource of somebody else's that holds a pod template holds it where a Deployment does. */
function podSpecPathOf(manifest: Manifest): string | undefined {
  if (isBuiltIn(manifest)) return podSpecPaths.get(manifest.kind);
  const path = 'spec.template.spec';
  return Array.isArray(valueAt(manifest, `${path}.containers`)) ? path : undefined;
}

/** The pod that `manifest` is or makes: its labels, and the path of its spec; undefined for other kinds. */
export function podOf(
  manifest: Manifest,
): { readonly labels: Readonly<Record<string, string>>; readonly spec: string } | undefined {
  const spec = podSpecPathOf(manifest);
  if (spec === undefined) return undefined;
  const labels = valueAt(manifest, spec.replace(/spec$/, 'metadata.labels'));
  return { labels: isObject(labels) ? (labels as Record<string, string>) : {}, spec };
}

/** A container inside a manifest. Its values are as found: a check trusts none. */
export interface Container {
  /** Where it stands, as in `spec.template.spec.containers[0]`. */
  readonly path: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Every container of the pod that `manifest` is or makes, init containers first. */
export function containersOf(manifest: Manifest): readonly Container[] {
  const pod = podOf(manifest);
  if (!pod) return [];
  return ['initContainers', 'containers'].flatMap((list) => {
    const path = `${pod.spec}.${list}`;
    return asList(valueAt(manifest, path)).map((container, index) => ({
      path: `${path}[${index}]`,
      fields: (container ?? {}) as Record<string, unknown>,
    }));
  });
}

/** The value below `root` at a path of plain keys, as in `spec.replicas`; undefined where it ends early. */
export function valueAt(root: unknown, path: string): unknown {
  let node = root;
  for (const key of path.split('.')) {
    if (!isObject(node)) return undefined;
    node = node[key];
  }
  return node;
}

/** The items of a list with fields; others become empty, so that each keeps its index. */
export function listAt(root: unknown, path: string): readonly Fields[] {
  return asList(valueAt(root, path)).map((item) => (isObject(item) ? item : {}));
}

/** A value that should be a list; what is none has no items. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value with the path that leads to it, as in `spec.ports[0].nodePort`, and the last key of that path. */
export interface Field {
  readonly path: string;
  readonly key: string;
  readonly value: unknown;
}

/** Every scalar inside `root`, in document order. */
export function fieldsOf(root: unknown, path = ''): readonly Field[] {
  const fields: Field[] = [];
  // A generator that calls itself would hand each field through every level.
  const visit = (value: unknown, path: string, key: string): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, `${path}[${index}]`, key);
    } else if (isObject(value)) {
      for (const [name, inner] of Object.entries(value)) {
        visit(inner, path === '' ? name : `${path}.${name}`, name);
      }
    } else {
      fields.push({ path, key, value });
    }
  };
  visit(root, path, '');
  return fields;
}

/** Whether a value has fields or items. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Whether a value has fields, and is no list. */
export function isMapping(value: unknown): value is Record<string, unknown> {
  return isObject(value) && !Array.isArray(value);
}

/** The values of a field with fields of its own, as found: none is trusted. */
export type Fields = Readonly<Record<string, unknown>>;
