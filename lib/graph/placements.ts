import type { GraphObject } from './graph';
import { type Fields, isObject, listAt, podOf, valueAt } from './manifest';
import { here, type Scope, type Selection, type Use } from './selections';
import { equalities, type Labels, requirementsOf, type Requirement } from './selector';

const scheduling = 'DuringSchedulingIgnoredDuringExecution';

/** Where pods want to be put, near to which others. */
export function placements(from: GraphObject): readonly Selection[] {
  const pod = podOf(from.manifest);
  if (!pod) return [];
  const spec = valueAt(from.manifest, pod.spec);
  const select = (use: Use, path: string, term: Fields): Selection => ({
    from,
    field: `${path}.labelSelector`,
    use,
    what: 'pods',
    scope: use === 'spread' ? here(from) : scopeOf(from, term),
    requirements: isObject(term.labelSelector)
      ? [...requirementsOf(term.labelSelector), ...sameValues(term, pod.labels)]
      : undefined,
  });
  return [
    ...(['podAffinity', 'podAntiAffinity'] as const).flatMap((kind) =>
      listAt(valueAt(spec, `affinity.${kind}`), `required${scheduling}`).map((term, index) =>
        select(
          kind === 'podAffinity' ? 'affinity' : 'anti-affinity',
          `${pod.spec}.affinity.${kind}.required${scheduling}[${index}]`,
          term,
        ),
      ),
    ),
    ...listAt(spec, 'topologySpreadConstraints').map((constraint, index) =>
      select('spread', `${pod.spec}.topologySpreadConstraints[${index}]`, constraint),
    ),
  ];
}

/** The namespaces of an affinity term: its own, unless it says others. */
function scopeOf(from: GraphObject, { namespaces, namespaceSelector }: Fields): Scope {
  const names = Array.isArray(namespaces) ? namespaces.map(String) : [];
  if (isObject(namespaceSelector)) return { names, labels: requirementsOf(namespaceSelector) };
  return names.length > 0 ? { names } : here(from);
}

/** What `matchLabelKeys` and `mismatchLabelKeys` add: the values that the pod itself has. */
function sameValues(
  { matchLabelKeys, mismatchLabelKeys }: Fields,
  labels: Labels,
): readonly Requirement[] {
  const having = (keys: unknown) =>
    (Array.isArray(keys) ? keys.map(String) : []).filter((key) => Object.hasOwn(labels, key));
  return [
    ...equalities(Object.fromEntries(having(matchLabelKeys).map((key) => [key, labels[key]]))),
    ...requirementsOf({
      matchExpressions: having(mismatchLabelKeys).map((key) => ({
        key,
        operator: 'NotIn',
        values: [labels[key]],
      })),
    }),
  ];
}
