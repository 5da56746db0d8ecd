import { type Amounts, amountsOf, NOTHING, type Resources, withOwn } from './amounts';
import { type Graph, type GraphObject, groupBy } from './graph';
import { valueAt } from './manifest';

/** One entry of a LimitRange, with the defaults that follow from its bounds. */
export interface Limit {
  readonly object: GraphObject;
  readonly type: string;
  readonly min: Amounts;
  readonly max: Amounts;
  readonly maxLimitRequestRatio: Amounts;
  readonly defaults: Resources;
}

/** The entries of the LimitRanges of the program, by namespace. */
export function limitsByNamespace(graph: Graph): ReadonlyMap<string | undefined, readonly Limit[]> {
  const all = graph.of('/LimitRange').flatMap((object) => {
    const limits = valueAt(object.manifest, 'spec.limits');
    return (Array.isArray(limits) ? limits : []).map((limit: unknown) => limitOf(object, limit));
  });
  return groupBy(all, ({ object }) => object.namespace);
}

/**
 * A bound is a default too: a container gets the `max` as its limit, and requests its default limit or else
 * the `min`.
 *
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
function limitOf(object: GraphObject, limit: unknown): Limit {
  const amounts = (field: string) => amountsOf(valueAt(limit, field));
  const [min, max] = [amounts('min'), amounts('max')];
  const isForContainers = valueAt(limit, 'type') === 'Container';
  const limits = withOwn(max, amounts('default'));
  const requests = withOwn(withOwn(min, limits), amounts('defaultRequest'));
  return {
    object,
    type: String(valueAt(limit, 'type')),
    min,
    max,
    maxLimitRequestRatio: amounts('maxLimitRequestRatio'),
    defaults: isForContainers ? { requests, limits } : NOTHING,
  };
}

/** What a container asks for once a LimitRange has filled in what it does not say. */
export function withDefaults({ requests, limits }: Resources, { defaults }: Limit): Resources {
  return {
    requests: withOwn(defaults.requests, requests),
    limits: withOwn(defaults.limits, limits),
  };
}
