import type { GraphObject } from './graph';
import { groupOf, isClusterScopedKind, isObject, kindOf, podOf, valueAt } from './manifest';
import { type Leaf, plant, type Tree, walk } from './path-tree';

/** What a reference leads to. */
export interface Target {
  /** As `kindOf` gives it: `/Secret`, `apps/Deployment`. */
  readonly kind: string;
  /** Undefined for what belongs to the whole cluster. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** The one entry of a ConfigMap or Secret that is meant. */
  readonly key?: string;
  /** The one port of a Service that is meant, by number or by name. */
  readonly port?: number | string;
}

/** One mention of another object. */
export interface Reference {
  readonly from: GraphObject;
  /** Where it is written, as in `spec.template.spec.volumes[0].configMap.name`. */
  readonly field: string;
  readonly to: Target;
  /** Whether `from` does without. */
  readonly optional: boolean;
}

/** How to read a reference from the field that holds it. */
interface Row {
  /** The kind that is meant, or how to read it from the field. */
  readonly to: string | ((field: Fields) => string | undefined);
  /**
   * The field inside that holds the name; empty when the field itself is the name.
   * @default "name"
   */
  readonly name?: string;
  /** The field inside that may hold a key, or the keys that must be there. */
  readonly key?: string | readonly string[];
  /**
   * Where a number or name of a port may be, inside.
   * @default - no port is meant
   */
  readonly port?: { readonly at: readonly string[]; readonly otherwise?: number };
  /** Whether nothing is lost when it is not there. */
  readonly optional?: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** The kind that the fields `apiVersion` and `kind` name. */
const byVersion = ({ apiVersion, kind }: Fields) =>
  text(apiVersion) && text(kind)
    ? kindOf({ apiVersion: String(apiVersion), kind: String(kind) })
    : undefined;

/** The kind that the fields `group` (or `apiGroup`) and `kind` name. */
const byGroup =
  (otherwise: string) =>
  ({ group, apiGroup, kind }: Fields) => {
    const [usualGroup = '', usualKind = ''] = otherwise.split('/');
    return `${text(group) ?? text(apiGroup) ?? usualGroup}/${text(kind) ?? usualKind}`;
  };

const serviceAccountOnly = ({ kind }: Fields) =>
  kind === 'ServiceAccount' ? '/ServiceAccount' : undefined;

const secret: Row = { to: '/Secret' };
const storageClass: Row = { to: 'storage.k8s.io/StorageClass', name: '' };
const deviceClass: Row = { to: 'resource.k8s.io/DeviceClass', name: '' };
const backend: Row = { to: '/Service', port: { at: ['port.number', 'port.name'] } };
const webhook: Row = { to: '/Service', port: { at: ['port'], otherwise: 443 } };
const parameters: Row = { to: byGroup('/ConfigMap') };

const claim = {
  storageClassName: storageClass,
  volumeAttributesClassName: { to: 'storage.k8s.io/VolumeAttributesClass', name: '' },
  volumeName: { to: '/PersistentVolume', name: '' },
  dataSource: { to: byGroup('/PersistentVolumeClaim') },
  dataSourceRef: { to: byGroup('/PersistentVolumeClaim') },
} satisfies Rows;

const device = {
  deviceClassName: deviceClass,
  'exactly.deviceClassName': deviceClass,
  'firstAvailable[].deviceClassName': deviceClass,
} satisfies Rows;

const container = {
  'env[].valueFrom.configMapKeyRef': { to: '/ConfigMap', key: 'key' },
  'env[].valueFrom.secretKeyRef': { to: '/Secret', key: 'key' },
  'envFrom[].configMapRef': { to: '/ConfigMap' },
  'envFrom[].secretRef': secret,
} satisfies Rows;

/** Path of a field → how to read it. `[]` stands for every item, as in `volumes[].configMap`. */
type Rows = Readonly<Record<string, Row>>;

/** What a pod refers to, below its spec. */
const pod: Rows = {
  serviceAccountName: { to: '/ServiceAccount', name: '' },
  serviceAccount: { to: '/ServiceAccount', name: '' },
  'imagePullSecrets[]': secret,
  priorityClassName: { to: 'scheduling.k8s.io/PriorityClass', name: '' },
  runtimeClassName: { to: 'node.k8s.io/RuntimeClass', name: '' },
  'resourceClaims[].resourceClaimName': { to: 'resource.k8s.io/ResourceClaim', name: '' },
  'resourceClaims[].resourceClaimTemplateName': {
    to: 'resource.k8s.io/ResourceClaimTemplate',
    name: '',
  },
  'volumes[].configMap': { to: '/ConfigMap', key: 'items[].key' },
  'volumes[].secret': { to: '/Secret', name: 'secretName', key: 'items[].key' },
  'volumes[].projected.sources[].configMap': { to: '/ConfigMap', key: 'items[].key' },
  'volumes[].projected.sources[].secret': { to: '/Secret', key: 'items[].key' },
  'volumes[].projected.sources[].clusterTrustBundle': {
    to: 'certificates.k8s.io/ClusterTrustBundle',
  },
  'volumes[].persistentVolumeClaim': { to: '/PersistentVolumeClaim', name: 'claimName' },
  'volumes[].csi.nodePublishSecretRef': secret,
  'volumes[].flexVolume.secretRef': secret,
  'volumes[].iscsi.secretRef': secret,
  'volumes[].cephfs.secretRef': secret,
  'volumes[].rbd.secretRef': secret,
  'volumes[].scaleIO.secretRef': secret,
  'volumes[].storageos.secretRef': secret,
  'volumes[].azureFile': { to: '/Secret', name: 'secretName' },
  ...below('volumes[].ephemeral.volumeClaimTemplate.spec.', claim),
  ...below('initContainers[].', container),
  ...below('containers[].', container),
  ...below('ephemeralContainers[].', container),
};

const route: Rows = {
  'parentRefs[]': { to: byGroup('gateway.networking.k8s.io/Gateway') },
  'rules[].backendRefs[]': { to: byGroup('/Service'), port: { at: ['port'] } },
  'rules[].filters[].requestMirror.backendRef': { to: byGroup('/Service'), port: { at: ['port'] } },
  'rules[].backendRefs[].filters[].requestMirror.backendRef': {
    to: byGroup('/Service'),
    port: { at: ['port'] },
  },
  'rules[].filters[].extensionRef': { to: byGroup('/') },
};

const binding: Rows = {
  roleRef: { to: byGroup('rbac.authorization.k8s.io/') },
  'subjects[]': { to: serviceAccountOnly },
};

const persistentVolumeSecret: Rows = Object.fromEntries(
  ['nodePublish', 'nodeStage', 'nodeExpand', 'controllerPublish', 'controllerExpand'].map((use) => [
    `spec.csi.${use}SecretRef`,
    secret,
  ]),
);

const admission = (policy: string): Rows => ({
  'spec.policyName': { to: `admissionregistration.k8s.io/${policy}`, name: '' },
});

const GATEWAY = 'gateway.networking.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';

/**
 * Every field of Kubernetes' own kinds, of the Gateway API and of a few well-known others, that names
 * another object. What chooses objects by their labels is in `selections.ts`.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */
const table: Readonly<Record<string, Rows>> = {
  '/ServiceAccount': { 'secrets[]': secret, 'imagePullSecrets[]': secret },
  '/Secret': {
    'metadata.annotations.kubernetes~io/service-account~name': { to: '/ServiceAccount', name: '' },
  },
  '/PersistentVolumeClaim': below('spec.', claim),
  '/PersistentVolume': {
    'spec.claimRef': { to: '/PersistentVolumeClaim' },
    'spec.volumeAttributesClassName': {
      to: 'storage.k8s.io/VolumeAttributesClass',
      name: '',
    },
    'spec.azureFile': { to: '/Secret', name: 'secretName' },
    ...persistentVolumeSecret,
  },
  '/Endpoints': { 'metadata.name': { to: '/Service', name: '' } },
  'apps/StatefulSet': {
    'spec.serviceName': { to: '/Service', name: '' },
    ...below('spec.volumeClaimTemplates[].spec.', claim),
  },
  'autoscaling/HorizontalPodAutoscaler': {
    'spec.scaleTargetRef': { to: byVersion },
    'spec.metrics[].object.describedObject': { to: byVersion },
  },
  'autoscaling.k8s.io/VerticalPodAutoscaler': { 'spec.targetRef': { to: byVersion } },
  'networking.k8s.io/Ingress': {
    'spec.ingressClassName': { to: 'networking.k8s.io/IngressClass', name: '' },
    'spec.defaultBackend.service': backend,
    'spec.defaultBackend.resource': { to: byGroup('/') },
    'spec.rules[].http.paths[].backend.service': backend,
    'spec.rules[].http.paths[].backend.resource': { to: byGroup('/') },
    'spec.tls[]': { to: '/Secret', name: 'secretName', key: ['tls.crt', 'tls.key'] },
  },
  'networking.k8s.io/IngressClass': { 'spec.parameters': parameters },
  'discovery.k8s.io/EndpointSlice': {
    'metadata.labels.kubernetes~io/service-name': { to: '/Service', name: '' },
    'endpoints[].targetRef': { to: byGroup('/Pod') },
  },
  'rbac.authorization.k8s.io/RoleBinding': binding,
  'rbac.authorization.k8s.io/ClusterRoleBinding': binding,
  'storage.k8s.io/VolumeAttachment': {
    'spec.source.persistentVolumeName': { to: '/PersistentVolume', name: '' },
  },
  'resource.k8s.io/ResourceClaim': below('spec.devices.requests[].', device),
  'resource.k8s.io/ResourceClaimTemplate': below('spec.spec.devices.requests[].', device),
  'flowcontrol.apiserver.k8s.io/FlowSchema': {
    'spec.priorityLevelConfiguration': {
      to: 'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration',
    },
  },
  'apiregistration.k8s.io/APIService': { 'spec.service': webhook },
  'apiextensions.k8s.io/CustomResourceDefinition': {
    'spec.conversion.webhook.clientConfig.service': webhook,
  },
  [`${ADMISSION}/ValidatingWebhookConfiguration`]: { 'webhooks[].clientConfig.service': webhook },
  [`${ADMISSION}/MutatingWebhookConfiguration`]: { 'webhooks[].clientConfig.service': webhook },
  [`${ADMISSION}/ValidatingAdmissionPolicyBinding`]: admission('ValidatingAdmissionPolicy'),
  [`${ADMISSION}/MutatingAdmissionPolicyBinding`]: admission('MutatingAdmissionPolicy'),
  [`${GATEWAY}/Gateway`]: {
    'spec.gatewayClassName': { to: `${GATEWAY}/GatewayClass`, name: '' },
    'spec.listeners[].tls.certificateRefs[]': { to: byGroup('/Secret') },
    'spec.infrastructure.parametersRef': parameters,
  },
  [`${GATEWAY}/GatewayClass`]: { 'spec.parametersRef': parameters },
  [`${GATEWAY}/HTTPRoute`]: below('spec.', route),
  [`${GATEWAY}/GRPCRoute`]: below('spec.', route),
  [`${GATEWAY}/TLSRoute`]: below('spec.', route),
  [`${GATEWAY}/TCPRoute`]: below('spec.', route),
  [`${GATEWAY}/UDPRoute`]: below('spec.', route),
  [`${GATEWAY}/BackendTLSPolicy`]: {
    'spec.targetRefs[]': { to: byGroup('/Service') },
    'spec.validation.caCertificateRefs[]': { to: byGroup('/ConfigMap') },
  },
  'snapshot.storage.k8s.io/VolumeSnapshot': {
    'spec.source.persistentVolumeClaimName': { to: '/PersistentVolumeClaim', name: '' },
    'spec.volumeSnapshotClassName': {
      to: 'snapshot.storage.k8s.io/VolumeSnapshotClass',
      name: '',
    },
  },
};

/** What any object may refer to. */
const anything: Rows = { 'metadata.ownerReferences[]': { to: byVersion } };

const pods = plant(pod);
const anyTree = plant(anything);
const trees: ReadonlyMap<string, Tree<Row>> = new Map(
  Object.entries(table).map(([kind, rows]) => [kind, plant(rows)]),
);

/** Every mention of another object in `object`, in document order within each part of it. */
export function referencesOf(object: GraphObject): readonly Reference[] {
  const { manifest } = object;
  const found: Reference[] = [];
  const read = (leaf: Leaf<Row>) => {
    found.push(...referencesAt(object, leaf));
  };
  const tree = trees.get(kindOf(manifest));
  if (tree) walk(manifest, tree, '', read);
  const template = podOf(manifest);
  if (template) {
    const spec = valueAt(manifest, template.spec);
    walk(spec, pods, template.spec, read);
    if (isObject(spec)) found.push(...subPaths(object, template.spec, spec));
  }
  walk(manifest, anyTree, '', read);
  return found;
}

function referencesAt(from: GraphObject, { path, value, row }: Leaf<Row>): Reference[] {
  const fields = isObject(value) ? value : {};
  const nameAt = row.name ?? 'name';
  const name = nameAt === '' ? value : fields[nameAt];
  // An empty name means none, as in the storageClassName of a claim that wants no class.
  if (typeof name !== 'string' || name === '') return [];
  const kind = typeof row.to === 'string' ? row.to : row.to(fields);
  if (kind === undefined || kind.endsWith('/')) return [];
  const optional = row.optional === true || fields.optional === true;
  const to: Target = { kind, namespace: namespaceOf(from, kind, fields), name };
  const field = nameAt === '' ? path : `${path}.${nameAt}`;
  const whole: Reference = { from, field, to, optional };
  if (row.port) {
    const { at, otherwise } = row.port;
    const portAt = at.find((each) => valueAt(fields, each) !== undefined);
    const port = portAt === undefined ? otherwise : valueAt(fields, portAt);
    if (typeof port !== 'number' && typeof port !== 'string') return [whole];
    return [whole, { ...whole, field: portAt ? `${path}.${portAt}` : field, to: { ...to, port } }];
  }
  return [whole, ...keysAt(whole, path, fields, row.key)];
}

function keysAt(whole: Reference, path: string, fields: Fields, key: Row['key']): Reference[] {
  const keyed = (field: string, value: unknown): Reference[] =>
    typeof value === 'string' ? [{ ...whole, field, to: { ...whole.to, key: value } }] : [];
  if (key === undefined) return [];
  if (typeof key !== 'string') return key.flatMap((each) => keyed(whole.field, each));
  if (!key.startsWith('items[]')) return keyed(`${path}.${key}`, fields[key]);
  const items: readonly unknown[] = Array.isArray(fields.items) ? fields.items : [];
  return items.flatMap((item, index) =>
    isObject(item) ? keyed(`${path}.items[${index}].key`, item.key) : [],
  );
}

function namespaceOf(from: GraphObject, kind: string, fields: Fields): string | undefined {
  if (isClusterScopedKind(kind)) return undefined;
  return text(fields.namespace) ?? from.namespace ?? 'default';
}

/**
 * The keys that containers mount as single files: with `subPath`, the container starts without a key
 * that is missing, and finds an empty directory in its place.
 */
function subPaths(from: GraphObject, path: string, spec: Fields): Reference[] {
  const volumes = listAt(spec, 'volumes');
  return ['initContainers', 'containers'].flatMap((list) =>
    listAt(spec, list).flatMap((container, at) =>
      listAt(container, 'volumeMounts').flatMap((mount, index): Reference[] => {
        const subPath = text(mount.subPath);
        const volume = volumes.find(({ name }) => name === mount.name);
        const source = volume && keyedSource(volume);
        if (subPath === undefined || !source || source.items) return [];
        return [
          {
            from,
            field: `${path}.${list}[${at}].volumeMounts[${index}].subPath`,
            to: {
              kind: source.kind,
              namespace: from.namespace ?? 'default',
              name: source.name,
              key: subPath.replace(/^\.?\/+|\/+$/g, ''),
            },
            optional: source.optional,
          },
        ];
      }),
    ),
  );
}

/** The ConfigMap or Secret behind a volume. */
function keyedSource({ configMap, secret }: Fields) {
  if (isObject(configMap) && typeof configMap.name === 'string') {
    const { name, items, optional } = configMap;
    return { kind: '/ConfigMap', name, items, optional: optional === true };
  }
  if (isObject(secret) && typeof secret.secretName === 'string') {
    const { secretName, items, optional } = secret;
    return { kind: '/Secret', name: secretName, items, optional: optional === true };
  }
  return undefined;
}

function listAt(fields: Fields, key: string): readonly Fields[] {
  const list = fields[key];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function below(path: string, rows: Rows): Rows {
  return Object.fromEntries(Object.entries(rows).map(([at, row]) => [`${path}${at}`, row]));
}

/** Whether objects of this kind are asked for by name and come with a cluster more often than with a program. */
export function isClass(kind: string): boolean {
  return /Class$/.test(kind);
}
