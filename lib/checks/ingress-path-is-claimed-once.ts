import type { Rule } from '../check';
import { describe, type GraphObject, groupBy } from '../graph/graph';
import { asList, isObject, valueAt } from '../graph/manifest';

/**
 * One path of a host leads to one backend: no two rules of Ingresses of a class have the same host, path and
 * type of path.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource
 */
export const ingressPathIsClaimedOnce: Rule = {
  name: 'ingress-path-is-claimed-once',
  severity: 'error',
  description: 'No two rules of Ingresses of one class lead the same path of a host elsewhere.',
  *check(graph) {
    const claims = graph
      .of('networking.k8s.io/Ingress')
      .filter(({ manifest }) => !isSecondOnPurpose(manifest.metadata.annotations ?? {}))
      .flatMap(claimsOf);
    for (const [, [first, ...others]] of groupBy(claims, ({ key }) => key)) {
      const other = others.find(({ backend }) => backend !== first?.backend);
      if (!first || !other) continue;
      const where =
        first.object === other.object
          ? `as ${first.field}`
          : `and so does ${describe(first.object.manifest)}`;
      yield {
        object: other.object,
        field: other.field,
        message: `${describe(other.object.manifest)} claims ${other.shown}, ${where}, for another backend: only one of them is served`,
        fix: 'change the host or the path of one, or remove it',
      };
    }
  },
};

interface Claim {
  readonly object: GraphObject;
  readonly field: string;
  /** The same for claims of the same. */
  readonly key: string;
  readonly shown: string;
  readonly backend: string;
}

function claimsOf(object: GraphObject): Claim[] {
  const { manifest, namespace } = object;
  const scope = scopeOf(object);
  const claim = (field: string, key: string, shown: string, backend: unknown): Claim => ({
    object,
    field,
    key: `${scope}\n${key}`,
    shown,
    backend: `${namespace ?? ''}\n${JSON.stringify(backend)}`,
  });
  const rules = asList(valueAt(manifest, 'spec.rules'));
  const otherwise = valueAt(manifest, 'spec.defaultBackend');
  if (rules.length === 0 && otherwise !== undefined)
    return [claim('spec.defaultBackend', 'default', 'everything', otherwise)];
  return rules.flatMap((rule, index) =>
    asList(valueAt(rule, 'http.paths')).flatMap((path, at) => {
      if (!isObject(path)) return [];
      const text = typeof path.path === 'string' && path.path !== '' ? path.path : '/';
      const type = String(path.pathType);
      const named = valueAt(rule, 'host');
      const host = typeof named === 'string' ? named : '';
      return [
        claim(
          `spec.rules[${index}].http.paths[${at}]`,
          `${host}\n${type}\n${text}`,
          `${type} "${text}" of ${host === '' ? 'every host' : `host "${host}"`}`,
          path.backend,
        ),
      ];
    }),
  );
}

/**
 * Which Ingresses are served together: those of one class, except where each gets a load balancer of its own,
 * and where annotations say for which entry point or under which conditions it holds.
 */
function scopeOf({ manifest, namespace }: GraphObject): string {
  const annotations = Object.entries(manifest.metadata.annotations ?? {});
  const of = (key: string) => annotations.find(([each]) => each === key)?.[1];
  const name = valueAt(manifest, 'spec.ingressClassName') ?? of('kubernetes.io/ingress.class');
  const conditions = annotations.filter(
    ([key]) =>
      key.startsWith('alb.ingress.kubernetes.io/conditions.') ||
      key.startsWith('traefik.ingress.kubernetes.io/router.') ||
      key === 'kubernetes.io/ingress.global-static-ip-name',
  );
  const group = of('alb.ingress.kubernetes.io/group.name');
  const own =
    /^(alb|gce|azure)/.test(typeof name === 'string' ? name : '') && group === undefined
      ? `${namespace ?? ''}/${manifest.metadata.name ?? ''}`
      : group;
  return JSON.stringify([name, own, conditions.map(String).sort()]);
}

/** Whether an Ingress shares its paths with another, of which it takes a part of the requests. */
function isSecondOnPurpose(annotations: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(annotations).some(
    ([key, value]) => /\/canary(-by-header)?$/.test(key) && String(value) !== 'false',
  );
}
