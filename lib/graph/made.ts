import type { Existing, GraphObject } from './graph';
import { asList, groupOf, isObject, kindOf, valueAt } from './manifest';

/**
 * What a controller, or a program that an object lets do so, makes of `object`: it will exist although it
 * is nowhere in the output.
 */
export function made(object: GraphObject): readonly Existing[] {
  return makers[kindOf(object.manifest)]?.(object) ?? connectionSecret(object);
}

const TLS = ['tls.crt', 'tls.key', 'ca.crt'];
/** What `keystores` and `additionalOutputFormats` of a Certificate may add. */
const OTHER_FORMS = [
  'keystore.jks',
  'truststore.jks',
  'keystore.p12',
  'truststore.p12',
  'tls-combined.pem',
  'key.der',
];

const makers: Readonly<Record<string, (object: GraphObject) => readonly Existing[]>> = {
  'apps/StatefulSet': claims,
  'rbac.authorization.k8s.io/Role': createdByProgram,
  'networking.k8s.io/Ingress': (object) =>
    certificates(
      object,
      asList(at(object, 'spec.tls')).map((tls) => valueAt(tls, 'secretName')),
    ),
  'gateway.networking.k8s.io/Gateway': (object) =>
    certificates(
      object,
      asList(at(object, 'spec.listeners'))
        .flatMap((listener) => asList(valueAt(listener, 'tls.certificateRefs')))
        .map((reference) => valueAt(reference, 'name')),
    ),
  /** @see https://cert-manager.io/docs/usage/certificate/ */
  'cert-manager.io/Certificate': (object) =>
    secret(object.namespace, at(object, 'spec.secretName'), [...TLS, ...OTHER_FORMS]),
  /** @see https://external-secrets.io/latest/api/externalsecret/ */
  'external-secrets.io/ExternalSecret': (object) =>
    secret(object.namespace, at(object, 'spec.target.name') ?? object.manifest.metadata.name),
  /** @see https://github.com/bitnami-labs/sealed-secrets#overview */
  'bitnami.com/SealedSecret': (object) =>
    secret(
      object.namespace,
      object.manifest.metadata.name,
      ['spec.encryptedData', 'spec.template.data'].flatMap((path) =>
        Object.keys(fields(at(object, path))),
      ),
    ),
};

function at({ manifest }: GraphObject, path: string): unknown {
  return valueAt(manifest, path);
}

function fields(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function secret(
  namespace: string | undefined,
  name: unknown,
  keys: readonly string[] = [],
): readonly Existing[] {
  if (typeof name !== 'string') return [];
  return [{ kind: '/Secret', namespace, name, ...(keys.length > 0 && { keys }) }];
}

/** One claim for each template and pod of a StatefulSet. */
function claims(object: GraphObject): Existing[] {
  const replicas = Number(at(object, 'spec.replicas') ?? 1);
  const set = object.manifest.metadata.name ?? '';
  return asList(at(object, 'spec.volumeClaimTemplates')).flatMap((template) =>
    Array.from({ length: Math.min(Math.max(replicas, 0) || 0, 1000) }, (_, ordinal) => ({
      kind: '/PersistentVolumeClaim',
      namespace: object.namespace,
      name: `${String(valueAt(template, 'metadata.name'))}-${set}-${ordinal}`,
    })),
  );
}

/**
 * What a Role lets its pods create and names elsewhere in its rules: a program that makes a Secret for
 * itself when it first starts has just these permissions.
 */
function createdByProgram(object: GraphObject): Existing[] {
  const rules = asList(object.manifest.rules).filter(isObject);
  const covers = (rule: Record<string, unknown>, key: string, wanted: string) =>
    asList(rule[key]).some((each) => each === wanted || each === '*');
  return [
    { resource: 'secrets', kind: '/Secret' },
    { resource: 'configmaps', kind: '/ConfigMap' },
  ].flatMap(({ resource, kind }) => {
    const about = rules.filter((rule) => covers(rule, 'resources', resource));
    const mayCreate = about.some(
      (rule) => covers(rule, 'verbs', 'create') && asList(rule.resourceNames).length === 0,
    );
    if (!mayCreate) return [];
    return about
      .flatMap((rule) => asList(rule.resourceNames))
      .map((name) => ({ kind, namespace: object.namespace, name: String(name) }));
  });
}

/**
 * cert-manager makes the certificates of an Ingress or Gateway that names an issuer.
 *
 * @see https://cert-manager.io/docs/usage/ingress/
 * @see https://cert-manager.io/docs/usage/gateway/
 */
function certificates(object: GraphObject, names: readonly unknown[]): readonly Existing[] {
  const annotations = Object.keys(object.manifest.metadata.annotations ?? {});
  const asks = /^cert-manager\.io\/(cluster-)?issuer$|^kubernetes\.io\/tls-acme$/;
  if (!annotations.some((key) => asks.test(key))) return [];
  return names.flatMap((name) => secret(object.namespace, name, TLS));
}

/**
 * The Secret with which a resource of Crossplane says how to reach what it made.
 *
 * @see https://docs.crossplane.io/latest/concepts/managed-resources/#writeconnectionsecrettoref
 */
function connectionSecret(object: GraphObject): readonly Existing[] {
  if (!groupOf(object.manifest.apiVersion).includes('.')) return [];
  const reference = at(object, 'spec.writeConnectionSecretToRef');
  if (!isObject(reference)) return [];
  const namespace =
    typeof reference.namespace === 'string' ? reference.namespace : object.namespace;
  return secret(namespace, reference.name);
}
