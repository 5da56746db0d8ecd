import type { Rule } from '../check';
import { describe, type GraphObject, groupBy } from '../graph/graph';
import { asList, isMapping, isObject, valueAt } from '../graph/manifest';

/**
 * No two rules of HTTPRoutes of one Gateway match just the same requests and lead them elsewhere.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule
 */
export const routeMatchIsClaimedOnce: Rule = {
  name: 'route-match-is-claimed-once',
  severity: 'error',
  description: 'No two rules of HTTPRoutes of one Gateway lead the same requests elsewhere.',
  *check(graph) {
    const claims = graph.of('gateway.networking.k8s.io/HTTPRoute').flatMap(claimsOf);
    const said = new Set<string>();
    for (const [, [first, ...others]] of groupBy(claims, ({ key }) => key)) {
      const other = others.find(({ result }) => result !== first?.result);
      if (!first || !other) continue;
      const { object, field, host } = other;
      // One rule may be lost for many hosts and Gateways.
      const place = `${object.namespace ?? ''}/${object.manifest.metadata.name ?? ''}/${field}`;
      if (said.has(place)) continue;
      said.add(place);
      const where =
        first.object === object
          ? first.field
          : `${first.field} of ${describe(first.object.manifest)}`;
      yield {
        object,
        field,
        message: `${describe(object.manifest)} matches in ${field} the same requests to ${host === '' ? 'every host' : `host "${host}"`} as ${where}, and leads them elsewhere: only the first is served`,
        fix: 'change what one of them matches, or remove it',
      };
    }
  },
};

interface Claim {
  readonly object: GraphObject;
  readonly field: string;
  /** The same for claims of the same. */
  readonly key: string;
  readonly host: string;
  /** What happens to what matches. */
  readonly result: string;
}

function claimsOf(object: GraphObject): Claim[] {
  const { manifest, namespace } = object;
  const parents = asList(valueAt(manifest, 'spec.parentRefs')).filter(isObject);
  const hostnames = asList(valueAt(manifest, 'spec.hostnames')).map(String);
  const claims: Claim[] = [];
  for (const [index, rule] of asList(valueAt(manifest, 'spec.rules')).entries()) {
    if (!isObject(rule)) continue;
    const { matches, ...rest } = rule;
    const result = `${namespace ?? ''}\n${textOf({ ...rest, name: undefined })}`;
    const list = asList(matches);
    for (const [at, match] of (list.length > 0 ? list : [{}]).entries()) {
      const field = `spec.rules[${index}]${list.length > 0 ? `.matches[${at}]` : ''}`;
      for (const parent of parents) {
        const gateway = textOf({ namespace, ...parent });
        for (const host of hostnames.length > 0 ? hostnames : ['']) {
          // Listeners may give namespaces hosts of their own.
          const place = host === '' ? `${namespace ?? ''}/` : host;
          const key = [gateway, place, matchOf(match)].join('\n');
          claims.push({ object, field, key, host, result });
        }
      }
    }
  }
  return claims;
}

/** A match with its defaults: any path that starts with "/". */
function matchOf(match: unknown): string {
  const { path, ...rest } = isObject(match) ? match : {};
  return textOf({ ...rest, path: { type: 'PathPrefix', value: '/', ...(isObject(path) && path) } });
}

/** The same text for the same value, whatever the order of its fields. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isMapping(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
