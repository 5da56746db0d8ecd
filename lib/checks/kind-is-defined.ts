import type { Rule, Verdict } from '../check';
import { describe, type GraphObject, groupBy } from '../graph/graph';
import { groupOf, isObject, type Manifest, valueAt } from '../graph/manifest';
import { didYouMean } from '../graph/nearest';

const CRD = 'apiextensions.k8s.io/CustomResourceDefinition';

/** Groups of which several programs define a part each: Argo CD, Rollouts, Workflows and Events. */
const SHARED = new Set(['argoproj.io']);

/**
 * A resource of an API group that the program defines is of a kind and of a version that one of its
 * CustomResourceDefinitions serves.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/
 */
export const kindIsDefined: Rule = {
  name: 'kind-is-defined',
  severity: 'error',
  description: 'A resource of a group that the program defines is of a kind and version served.',
  *check(graph) {
    const definitions = groupBy(graph.of(CRD), ({ manifest }) => valueAt(manifest, 'spec.group'));
    for (const object of graph.objects) {
      const defined = definitions.get(groupOf(object.manifest.apiVersion));
      const verdict = defined && judge(object, defined);
      if (verdict) yield verdict;
    }
  },
};

function judge(object: GraphObject, definitions: readonly GraphObject[]): Verdict | undefined {
  const { apiVersion, kind } = object.manifest;
  const kinds = definitions.map(({ manifest }) => String(valueAt(manifest, 'spec.names.kind')));
  const definition = definitions[kinds.indexOf(kind)];
  if (!definition) {
    const hint = didYouMean(kind, kinds);
    if (hint === '' && SHARED.has(groupOf(apiVersion))) return undefined;
    return {
      object,
      field: 'kind',
      message: `${describe(object.manifest)} is of kind "${kind}", and the program defines in group "${groupOf(apiVersion)}" only ${quoted(kinds)}${hint}`,
      fix: 'correct the kind, or add the CustomResourceDefinition that defines it',
    };
  }
  const versions = servedBy(definition.manifest);
  const version = apiVersion.replace(/^.*\//, '');
  if (versions === undefined || versions.includes(version)) return undefined;
  return {
    object,
    field: 'apiVersion',
    message: `${describe(object.manifest)} is of version "${version}", and ${describe(definition.manifest)} serves ${quoted(versions) || 'none'}`,
    fix: 'use a version that is served, or serve this one in the CustomResourceDefinition',
  };
}

/** The versions that the API server answers for; undefined where an old definition says it in another way. */
function servedBy(definition: Manifest): readonly string[] | undefined {
  const versions = valueAt(definition, 'spec.versions');
  if (!Array.isArray(versions)) return undefined;
  return versions.flatMap((each: unknown) =>
    isObject(each) && each.served === true ? [String(each.name)] : [],
  );
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}
