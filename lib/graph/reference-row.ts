import { type Fields, kindOf } from './manifest';

/** How to read a reference from the field that holds it. */
export interface Row {
  /** The kind that is meant, or how to read it from the field and the name; undefined when none is. */
  readonly to: string | ((field: Fields, name: string) => string | undefined);
  /**
   * The field inside that holds the name, or a list of names; empty when the field itself is the name.
   * @default "name"
   */
  readonly name?: string;
  /**
   * The field inside that may hold the namespace.
   * @default "namespace"
   */
  readonly namespace?: string;
  /** Where a key may be, inside. */
  readonly keyAt?: 'key' | 'items[].key';
  /** The keys that must be there in any case. */
  readonly keys?: readonly string[];
  /**
   * Where a number or name of a port may be, inside.
   * @default - no port is meant
   */
  readonly port?: { readonly at: readonly string[]; readonly otherwise?: number };
  /** Whether nothing fails when it is not there. */
  readonly optional?: boolean;
}

/** Path of a field → how to read it. `[]` stands for every item, as in `volumes[].configMap`. */
export type Rows = Readonly<Record<string, Row | readonly Row[]>>;

/** The same rows, of fields below `path`. */
export function below(path: string, rows: Rows): Rows {
  return Object.fromEntries(Object.entries(rows).map(([at, row]) => [`${path}${at}`, row]));
}

/** A field that is nothing but a name. */
export function named(to: string): Row {
  return { to, name: '' };
}

/** The namespaces that are named where they are otherwise chosen by their labels. */
export const namespaceByName: Rows = {
  'namespaceSelector.matchLabels.kubernetes~io/metadata~name': named('/Namespace'),
};

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The kind that the fields `apiVersion` and `kind` name. */
export function byVersion({ apiVersion, kind }: Fields): string | undefined {
  return typeof apiVersion === 'string' && typeof kind === 'string'
    ? kindOf({ apiVersion, kind })
    : undefined;
}

/** The kind that the fields `group` (or `apiGroup`) and `kind` name, with what one left out stands for. */
export function byGroup(otherwise: string): (field: Fields) => string {
  const [usualGroup = '', usualKind = ''] = otherwise.split('/');
  return ({ group, apiGroup, kind }) =>
    `${text(group) ?? text(apiGroup) ?? usualGroup}/${text(kind) ?? usualKind}`;
}

export const secret: Row = { to: '/Secret' };
export const configMapKey: Row = { to: '/ConfigMap', keyAt: 'key' };
export const secretKey: Row = { to: '/Secret', keyAt: 'key' };

/** The keys of a Secret of type `kubernetes.io/tls`. */
export const TLS = ['tls.crt', 'tls.key'] as const;

/** What the spec of a PersistentVolumeClaim refers to. */
export const claim: Rows = {
  storageClassName: named('storage.k8s.io/StorageClass'),
  volumeAttributesClassName: named('storage.k8s.io/VolumeAttributesClass'),
  volumeName: named('/PersistentVolume'),
  dataSource: { to: byGroup('/PersistentVolumeClaim') },
  dataSourceRef: { to: byGroup('/PersistentVolumeClaim') },
};

/** The Secrets of the kinds of volume that a pod and a PersistentVolume both can hold. */
export const volumeSecrets: Rows = Object.fromEntries(
  ['cephfs', 'cinder', 'flexVolume', 'iscsi', 'rbd', 'scaleIO', 'storageos'].map((type) => [
    `${type}.secretRef`,
    secret,
  ]),
);
