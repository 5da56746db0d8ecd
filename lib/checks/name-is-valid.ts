import { describe, show } from '../graph/graph';
import { containersOf, isBuiltIn, isObject, type Manifest, valueAt } from '../graph/manifest';
import type { Rule } from '../check';

interface Syntax {
  readonly noun: string;
  readonly pattern: RegExp;
  readonly max: number;
  readonly wanted: string;
}

/** RFC 1123 label. */
const label: Syntax = {
  noun: 'DNS label',
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  max: 63,
  wanted: 'lower-case letters, digits and "-", starting and ending with a letter or digit',
};

/** RFC 1035 label: what a Service needs on servers before Kubernetes 1.34. */
const serviceLabel: Syntax = {
  ...label,
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  wanted:
    'lower-case letters, digits and "-", starting with a letter and ending with a letter or digit',
};

/** RFC 1123 subdomain: dots join labels. */
const subdomain: Syntax = {
  noun: 'DNS name',
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  max: 253,
  wanted: 'lower-case letters, digits, "-" and ".", starting and ending with a letter or digit',
};

/** RBAC names may be anything that fits in a URL path, as in `system:node`. */
const pathSegment: Syntax = {
  noun: 'path segment',
  pattern: /^(?!\.{1,2}$)[^/%]+$/,
  max: 253,
  wanted: 'any characters but "/" and "%", and not "." or ".."',
};

/** RFC 1123 subdomain, or one whose first label is `*`. */
const host: Syntax = {
  ...subdomain,
  noun: 'host name',
  pattern: /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
};

const syntaxes: ReadonlyMap<string, Syntax> = new Map(
  Object.entries({
    Namespace: label,
    // It becomes the host name of the pods.
    StatefulSet: label,
    // It becomes a label of the pods.
    Job: { ...subdomain, max: 63 },
    // A Job is called after its CronJob and its time, which takes 11 characters.
    CronJob: { ...subdomain, max: 52 },
    Service: serviceLabel,
    Role: pathSegment,
    RoleBinding: pathSegment,
    ClusterRole: pathSegment,
    ClusterRoleBinding: pathSegment,
    CertificateSigningRequest: pathSegment,
    // After its signer, as in `example.com:signer:bundle`.
    ClusterTrustBundle: pathSegment,
  }),
);

/**
 * Names of objects, of their namespaces and containers, and of the hosts of an Ingress follow the syntax
 * of their kind.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export const nameIsValid: Rule = {
  name: 'name-is-valid',
  severity: 'error',
  description:
    'Names of objects, namespaces, containers and hosts follow the syntax of their kind.',
  *check({ objects }) {
    for (const object of objects) {
      for (const { path, value, syntax } of namesIn(object.manifest)) {
        if (typeof value === 'string' && value.length <= syntax.max && syntax.pattern.test(value)) {
          continue;
        }
        yield {
          object,
          field: path,
          message: `${describe(object.manifest)} has ${path} ${show(value)}, which is no ${syntax.noun}: ${syntax.wanted}, at most ${syntax.max} characters`,
          fix: suggestion(value, syntax),
        };
      }
    }
  },
};

function syntaxOf(manifest: Manifest): Syntax {
  return (isBuiltIn(manifest) ? syntaxes.get(manifest.kind) : undefined) ?? subdomain;
}

function* namesIn(manifest: Manifest): Generator<{ path: string; value: unknown; syntax: Syntax }> {
  const { name, namespace } = manifest.metadata;
  // The API server makes up the rest of a `generateName`.
  if (name !== undefined || valueAt(manifest, 'metadata.generateName') === undefined) {
    yield { path: 'metadata.name', value: name, syntax: syntaxOf(manifest) };
  }
  if (namespace !== undefined) {
    yield { path: 'metadata.namespace', value: namespace, syntax: label };
  }
  // Somebody else's controller may give a container its name.
  for (const { path, fields } of isBuiltIn(manifest) ? containersOf(manifest) : []) {
    yield { path: `${path}.name`, value: fields.name, syntax: label };
  }
  const rules = manifest.kind === 'Ingress' ? valueAt(manifest, 'spec.rules') : undefined;
  for (const [index, rule] of (Array.isArray(rules) ? rules.filter(isObject) : []).entries()) {
    if (rule.host === undefined || rule.host === null || rule.host === '') continue;
    yield { path: `spec.rules[${index}].host`, value: rule.host, syntax: host };
  }
}

function suggestion(value: unknown, { pattern, max }: Syntax): string {
  const near = (typeof value === 'string' ? value : '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, max)
    .replace(/^[-0-9]+|-+$/g, '');
  return pattern.test(near) ? `rename it, for example to "${near}"` : 'choose another name';
}
