import { describe, type Graph, type GraphObject } from './graph';
import { othersMayHave } from './others';
import { meets, type Pods } from './pods';
import { kept } from './remembered';
import { keyOf } from './requirement-key';
import { type Requirement, textOf } from './selector';

/** What a selector is for. */
export type Use =
  | 'service'
  | 'workload'
  | 'disruption-budget'
  | 'policy'
  | 'peer'
  | 'affinity'
  | 'anti-affinity'
  | 'spread'
  | 'service-monitor'
  | 'pod-monitor';

/** Namespaces by their names, and those whose labels meet all of `labels`, which `[]` lets all do. */
export interface Scope {
  readonly names: readonly string[];
  readonly labels?: readonly Requirement[];
}

/** One label selector of an object. */
export interface Selection {
  readonly from: GraphObject;
  /** Where it stands, as in `spec.selector`. */
  readonly field: string;
  readonly use: Use;
  readonly what: 'pods' | 'services';
  /** Where it looks. */
  readonly scope: Scope;
  /** All of these must hold: none lets everything pass. Undefined for what is left out and chooses nothing. */
  readonly requirements: readonly Requirement[] | undefined;
}

/** What a selection chooses among the objects of the program. */
export interface Chosen<T> {
  readonly items: readonly T[];
  /** Whether it may choose what the program does not make as well. */
  readonly isOpen: boolean;
}

/** The pods of the program that `selection` chooses. */
export function podsChosen(graph: Graph, { from, scope, requirements }: Selection): Chosen<Pods> {
  if (!requirements) return NOTHING;
  const { places, isOpen } = placesOf(graph, scope, from);
  const known = choices(graph);
  const key = [keyOfScope(scope), keyOf(requirements)].join('\n');
  const found = known.get(key) ?? {
    items: selectIn(graph, places, requirements),
    isForOthers: othersMayHave(graph, places, requirements),
  };
  known.set(key, found);
  return { items: found.items, isOpen: isOpen || found.isForOthers };
}

const NOTHING = { items: [], isOpen: false };

/** What is found for one selection, and is the same array for all that ask the same. */
const choices = kept<Graph, Map<string, Choice>>(() => new Map());

interface Choice {
  readonly items: readonly Pods[];
  readonly isForOthers: boolean;
}

function keyOfScope({ names, labels }: Scope): string {
  return `${names.join()} ${labels ? `and ${keyOf(labels)}` : ''}`;
}

function selectIn(
  graph: Graph,
  places: readonly string[],
  requirements: readonly Requirement[],
): readonly Pods[] {
  const [place, ...more] = places;
  if (more.length === 0) return place === undefined ? [] : graph.select(place, requirements);
  return places
    .flatMap((each) => graph.podsIn(each))
    .filter((pods) => requirements.every((each) => meets(pods, each)));
}

/** The Services of the program that `selection` chooses. */
export function servicesChosen(
  graph: Graph,
  { from, scope, requirements }: Selection,
  services: ReadonlyMap<string | undefined, readonly GraphObject[]>,
): Chosen<GraphObject> {
  if (!requirements) return NOTHING;
  const { places, isOpen } = placesOf(graph, scope, from);
  return {
    items: places
      .flatMap((place) => services.get(place) ?? [])
      .filter(({ manifest }) =>
        requirements.every(({ holds }) => holds(manifest.metadata.labels ?? {})),
      ),
    isOpen: isOpen || othersMayHave(graph, places, requirements),
  };
}

/** Whether `pods` are among those that `selection` chooses. */
export function chooses(graph: Graph, selection: Selection, pods: Pods): boolean {
  const { scope, requirements } = selection;
  return (
    requirements !== undefined &&
    isInScope(graph, scope, pods.object.namespace ?? 'default') &&
    requirements.every((each) => meets(pods, each))
  );
}

function isInScope(graph: Graph, { names, labels }: Scope, namespace: string): boolean {
  if (names.includes(namespace)) return true;
  if (!labels) return false;
  const given = graph.labelsOfNamespace(namespace);
  return labels.every(({ holds }) => holds(given));
}

const NAME = 'kubernetes.io/metadata.name';

/**
 * The namespaces of the program in `scope`, and whether there may be others in it: a namespace by a name
 * that the program does not know, or any by labels that another may have.
 */
export function placesOf(
  graph: Graph,
  { names, labels }: Scope,
  from?: GraphObject,
): { readonly places: readonly string[]; readonly isOpen: boolean } {
  const known = (name: string) =>
    isOurs(graph, name) || (name === from?.namespace && !isSystem(name));
  const chosen = labels ? namespacesWith(graph, labels) : [];
  return {
    places: names.length === 0 ? chosen : [...new Set([...names, ...chosen])],
    isOpen: !names.every(known) || (labels !== undefined && !namedBy(labels)?.every(known)),
  };
}

/** The names that a namespace must have to have one of these labels. */
function namedBy(labels: readonly Requirement[]): readonly string[] | undefined {
  return labels.find(({ key, values }) => key === NAME && values)?.values;
}

const choicesOfNamespaces = kept<Graph, Map<string, readonly string[]>>(() => new Map());

function namespacesWith(graph: Graph, labels: readonly Requirement[]): readonly string[] {
  const known = choicesOfNamespaces(graph);
  const key = keyOf(labels);
  const found =
    known.get(key) ??
    [...new Set(namedBy(labels) ?? namespacesOf(graph))].filter((name) => {
      const given = graph.labelsOfNamespace(name);
      return labels.every(({ holds }) => holds(given));
    });
  known.set(key, found);
  return found;
}

/** The namespaces that the program makes or puts pods in. */
const namespacesOf = kept(
  (graph: Graph) =>
    new Set([
      ...graph.namespaces.keys(),
      ...graph.pods.map(({ object }) => object.namespace ?? 'default'),
    ]),
);

/** Whether the program decides what runs in a namespace: it makes it or puts pods in it. */
export function isOurs(graph: Graph, namespace: string): boolean {
  return !isSystem(namespace) && namespacesOf(graph).has(namespace);
}

/** Whether a namespace is one of the cluster's own, where much runs that no program makes. */
export function isSystem(namespace: string): boolean {
  return namespace.startsWith('kube-');
}

/** The namespace of an object itself. */
export function here({ namespace = 'default' }: GraphObject): Scope {
  return { names: [namespace] };
}

/** What pods there are, for a message: the labels of the first few. */
export function textOfPods(pods: readonly Pods[]): string {
  const most = 5;
  const seen = pods
    .slice(0, most)
    .map(({ object, labels }) => `${describe(object.manifest)} makes ${textOf(labels)}`);
  const more = pods.length - seen.length;
  return [...seen, ...(more > 0 ? [`${more} more`] : [])].join('; ') || 'there are none';
}
