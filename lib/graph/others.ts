import type { Graph } from './graph';
import { groupOf, isBuiltIn, kindOf, podOf } from './manifest';
import { nearest } from './nearest';
import { kept } from './remembered';
import type { Requirement } from './selector';

/** Domains of the labels that Kubernetes' own controllers and the usual manifests give. */
const usual = /^([a-z]+\.)?kubernetes\.io$/;

/** Groups of custom resources that configure something and make no pods. */
const configuring =
  /^(cert-manager|external-secrets|kyverno|projectcalico|cilium|linkerd|networking\.istio|security\.istio|gateway\.networking|traefik|monitoring\.coreos|bitnami|autoscaling|keda|snapshot\.storage)\b/;

/** Kinds of the Prometheus Operator that do make pods. */
const monitoring =
  /^monitoring\.coreos\.com\/(Prometheus|PrometheusAgent|Alertmanager|ThanosRuler)$/;

/**
 * Whether an operator may make, in one of these namespaces, what `requirements` choose: a label of its own
 * domain that nothing in the program has, or the name of a custom resource that is there.
 */
export function othersMayHave(
  graph: Graph,
  namespaces: readonly string[],
  requirements: readonly Requirement[],
): boolean {
  if (namespaces.length === 0) return false;
  const { keys, resources } = foreignOf(graph);
  return requirements.some(
    ({ key, values = [] }) =>
      isForeign(key, keys) ||
      (resources.size > 0 &&
        values.flatMap(beginnings).some((name) => {
          const places = resources.get(name);
          return places && namespaces.some((place) => places.has(place));
        })),
  );
}

/** Whether a label of this key is an operator's: nothing in the program has it, or one of nearly that name. */
function isForeign(key: string, keys: ReadonlySet<string>): boolean {
  const end = key.indexOf('/');
  const isOperators = end < 0 ? key.startsWith('operated-') : !usual.test(key.slice(0, end));
  return isOperators && !keys.has(key) && nearest(key, keys) === undefined;
}

/** `a-b-c` → `a`, `a-b`, `a-b-c`: what an operator calls its objects starts with the name of the resource. */
function beginnings(value: string): readonly string[] {
  const words = value.split('-');
  return words.map((_, index) => words.slice(0, index + 1).join('-'));
}

const foreignOf = kept((graph: Graph) => {
  const labels = [
    ...graph.pods.map((pods) => pods.labels),
    ...graph.of('/Service').map(({ manifest }) => manifest.metadata.labels ?? {}),
  ];
  const resources = new Map<string, Set<string>>();
  for (const { manifest, namespace } of graph.objects) {
    const { name = '' } = manifest.metadata;
    if (name === '' || namespace === undefined || isBuiltIn(manifest) || podOf(manifest)) continue;
    if (configuring.test(groupOf(manifest.apiVersion)) && !monitoring.test(kindOf(manifest)))
      continue;
    resources.set(name, (resources.get(name) ?? new Set()).add(namespace));
  }
  return {
    /** The keys of all labels of pods and Services. */
    keys: new Set(labels.flatMap((each) => Object.keys(each))),
    /** Name of what an operator may make pods of → its namespaces. */
    resources,
  };
});
