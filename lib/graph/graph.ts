import { knownAs } from './known';
import { made } from './made';
import { definedKind, kindOf, type Manifest } from './manifest';
import type { Origin } from './origin';
import { type Pods, PodIndex, podsOf } from './pods';
import { type Reference, referencesOf, type Target } from './references';
import { NetworkPolicies } from './network-policies';
import { keyOf } from './requirement-key';
import { selectionsOf } from './selecting-fields';
import type { Selection } from './selections';
import type { Labels, Requirement } from './selector';

/** One Kubernetes object of the program and where it comes from. */
export interface GraphObject {
  readonly manifest: Manifest;
  /** What an API server is sent, where that is more than the manifest: fields without a value. */
  readonly sent?: Manifest;
  /** Where it is in the cluster; undefined for what belongs to the whole cluster. */
  readonly namespace: string | undefined;
  /** The line that made it. */
  readonly origin: Origin | undefined;
  /** The place of one of its fields, where the source has such a place: YAML has, TypeScript has not. */
  readonly originOf?: (field: string) => Origin | undefined;
  /** A whole number of one of its fields as the source has it, where JavaScript cannot hold all digits. */
  readonly wholeAt?: (field: string) => bigint | undefined;
  /** Path of its construct, as in `http-echo-demo/hello-api`; undefined for what comes from YAML. */
  readonly construct?: string;
  /** The file it is written to, relative to the output folder, or that it comes from. */
  readonly file: string;
}

/** An object that exists, or will, although the program does not make it. */
export interface Existing {
  /** As `kindOf` gives it. */
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  /**
   * The keys of its data.
   * @default - not known: any key may be there
   */
  readonly keys?: readonly string[];
  /**
   * The ports of a Service, by number and by name.
   * @default - not known
   */
  readonly ports?: readonly (number | string)[];
}

/** An object that the user declares to exist outside the program. */
export interface External extends Existing {
  /** The line that declares it. */
  readonly origin: Origin | undefined;
}

/** What is known besides the objects themselves. */
export interface Surroundings {
  /**
   * What exists outside the program.
   * @default - nothing
   */
  readonly external?: readonly External[];
  /**
   * Whether all that the program needs from outside is declared, so that whatever else it refers to is
   * missing. Otherwise, what may well be made elsewhere is not judged.
   * @default false
   */
  readonly knowsOutside?: boolean;
  /**
   * What comes with the program in another way, as the Secrets that `npm run apply` makes.
   * @default - nothing
   */
  readonly provided?: readonly Existing[];
  /**
   * The manifests of the last output, for what may not change from one to the next.
   * @default - none
   */
  readonly before?: readonly Manifest[];
}

/**
 * Every object of one environment, in the order in which the program made them, and what is found by
 * asking all of them. Nothing in it changes; each index is made when it is first asked for.
 */
export class Graph {
  readonly external: readonly External[];
  readonly knowsOutside: boolean;
  readonly before: readonly Manifest[];

  readonly #provided: readonly Existing[];
  readonly #kinds = once(() => groupBy(this.objects, ({ manifest }) => kindOf(manifest)));
  readonly #places: ReadonlyMap<string, GraphObject>;
  readonly #existing = once(
    () =>
      new Map(
        [...this.#made(), ...this.#provided, ...this.external].map((each) => [placeOf(each), each]),
      ),
  );
  readonly #made = once(() => this.objects.flatMap(made));
  readonly #pods = once(() => this.objects.flatMap(podsOf));
  readonly #index = once(() => new PodIndex(this.pods));
  /** Answers given: many objects and rules ask the same. */
  readonly #selected = new Map<string, readonly Pods[]>();
  readonly #references = once(() => Object.freeze(this.objects.flatMap(referencesOf)));
  readonly #selections = once(() => Object.freeze(this.objects.flatMap(selectionsOf)));
  readonly #policies = once(() => new NetworkPolicies(this));
  readonly #defined = once(
    () => new Map(this.of(CRD).map((object) => [definedKind(object.manifest) ?? '', object])),
  );
  readonly #namespaces = once(
    () => new Map(this.of('/Namespace').map((each) => [each.manifest.metadata.name ?? '', each])),
  );

  /** Each object once: of those that are one in the cluster, the first. */
  readonly objects: readonly GraphObject[];
  /** The others, each with the first one. */
  readonly duplicates: readonly (readonly [first: GraphObject, again: GraphObject])[];

  constructor(
    objects: readonly GraphObject[],
    { external = [], knowsOutside = false, provided = [], before = [] }: Surroundings = {},
  ) {
    const first = new Map<string, GraphObject>();
    const duplicates: [GraphObject, GraphObject][] = [];
    this.objects = objects.filter((object) => {
      // Without a name it gets one of its own.
      const place = object.manifest.metadata.name && placeOf(targetOf(object));
      const other = place && first.get(place);
      if (other) duplicates.push([other, object]);
      else if (place) first.set(place, object);
      return !other;
    });
    this.duplicates = duplicates;
    this.#places = first;
    this.external = external;
    this.knowsOutside = knowsOutside;
    this.#provided = provided;
    this.before = before;
    Object.freeze(this);
  }

  /** Objects of these kinds, named as `kindOf` names them: `/Service`, `apps/Deployment`. */
  of(...kinds: readonly string[]): readonly GraphObject[] {
    const lists = kinds.map((kind) => this.#kinds().get(kind) ?? []);
    return lists.length === 1 ? (lists[0] ?? []) : lists.flat();
  }

  /** The object of the program that `target` means. */
  find(target: Omit<Target, 'key' | 'port'>): GraphObject | undefined {
    return this.#places.get(placeOf(target));
  }

  /** What `target` means, where it is not made by the program but by another: see `made` and `External`. */
  outside(target: Omit<Target, 'key' | 'port'>): Existing | undefined {
    return this.#existing().get(placeOf(target)) ?? knownAs(target);
  }

  /** Everything that is, or makes, pods. */
  get pods(): readonly Pods[] {
    return this.#pods();
  }

  podsIn(namespace: string | undefined): readonly Pods[] {
    return this.#index().in(namespace ?? 'default');
  }

  /** The pods in `namespace` for which all of `requirements` hold. */
  select(namespace: string | undefined, requirements: readonly Requirement[]): readonly Pods[] {
    const key = `${namespace ?? 'default'}\n${keyOf(requirements)}`;
    const found =
      this.#selected.get(key) ?? this.#index().select(namespace ?? 'default', requirements);
    this.#selected.set(key, found);
    return found;
  }

  /** Every mention of another object. */
  get references(): readonly Reference[] {
    return this.#references();
  }

  /** Every label selector. */
  get selections(): readonly Selection[] {
    return this.#selections();
  }

  /** What the NetworkPolicies let pods do. */
  get policies(): NetworkPolicies {
    return this.#policies();
  }

  /** The CustomResourceDefinition of the program that defines this kind. */
  definitionOf(kind: string): GraphObject | undefined {
    return this.#defined().get(kind);
  }

  /** The Namespaces that the program makes, by name. */
  get namespaces(): ReadonlyMap<string, GraphObject> {
    return this.#namespaces();
  }

  /** The labels of a namespace: those that it has of itself, and those that the program gives it. */
  labelsOfNamespace(name: string): Labels {
    const given = this.namespaces.get(name)?.manifest.metadata.labels;
    return { ...given, 'kubernetes.io/metadata.name': name };
  }
}

const CRD = 'apiextensions.k8s.io/CustomResourceDefinition';

/** The target that means `object`. */
export function targetOf({ manifest, namespace }: GraphObject): Target {
  return { kind: kindOf(manifest), namespace, name: manifest.metadata.name ?? '' };
}

/** The version is left out: apps/v1 and apps/v1beta1 are two views of one stored object. */
function placeOf({ kind, namespace, name }: Omit<Target, 'key' | 'port'>): string {
  return `${kind}\n${namespace ?? ''}\n${name}`;
}

/** `make`, called when its result is first wanted. */
function once<T>(make: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => (result ??= { value: make() }).value;
}

/** How messages name an object: `Deployment "demo/hello-api"`. */
export function describe({ kind, metadata }: Manifest): string {
  return describeTarget({ kind, namespace: metadata.namespace, name: metadata.name ?? '' });
}

/** How messages name what a reference leads to: `ConfigMap "demo/settings"`. */
export function describeTarget({ kind, namespace, name }: Omit<Target, 'key' | 'port'>): string {
  return `${kind.replace(/^.*\//, '')} "${namespace === undefined ? name : `${namespace}/${name}`}"`;
}

/** How messages show a value that was found: strings quoted, a missing one as `unset`. */
export function show(value: unknown): string {
  if (value === undefined) return 'unset';
  // JSON knows no NaN.
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** `items` by what `keyOf` says of each, both in the order in which they come. */
export function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** `value`, made unchangeable all the way down. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) freeze(inner);
  return Object.freeze(value);
}
