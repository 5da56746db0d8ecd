import { type Graph, type GraphObject, groupBy } from '../graph/graph';
import { definedKind, kindOf, type Manifest } from '../graph/manifest';
import type { Part } from './files';
import { jsonOf } from './json';
import type { Request, Setup } from './protocol';

/** What an API server takes as the body of a request; it is not even read beyond that. */
export const LARGEST = 3 * 2 ** 20;

/** The kind whose objects say what other objects must be like. */
const POLICY = 'admissionregistration.k8s.io/ValidatingAdmissionPolicy';

/** The kinds of Kubernetes itself whose rules are written in CEL, or are about it. */
const CEL = /^(admissionregistration|apiextensions|resource)\.k8s\.io\//;

/** Puts the questions about the objects of one graph. */
export class Requests {
  readonly #graph: Graph;
  readonly #kinds: ReadonlySet<string>;
  /** Those of the kinds that there are objects of, each by its kind. */
  readonly #definitions = new Map<string, string>();
  readonly #limitRanges: ReadonlyMap<string | undefined, readonly string[]>;

  /** @param definitions CustomResourceDefinitions that the cluster has besides those of the graph */
  constructor(graph: Graph, definitions: readonly Manifest[] = []) {
    this.#graph = graph;
    const others = new Map(definitions.map((each) => [definedKind(each), each]));
    this.#kinds = new Set(graph.objects.map(({ manifest }) => kindOf(manifest)));
    for (const kind of this.#kinds) {
      const [own, other] = [graph.definitionOf(kind), others.get(kind)];
      if (own) this.#definitions.set(kind, jsonOf(own));
      else if (other) this.#definitions.set(kind, JSON.stringify(other));
    }
    const byNamespace = groupBy(graph.of('/LimitRange'), ({ namespace }) => namespace);
    this.#limitRanges = new Map(
      [...byNamespace].map(([namespace, objects]) => [namespace, objects.map(jsonOf)]),
    );
  }

  /** @param old the object as it is in the cluster */
  of(object: GraphObject, old?: GraphObject): Request {
    const { namespace } = object;
    const labels =
      namespace !== undefined && this.#graph.namespaces.has(namespace)
        ? this.#labelsOf(namespace)
        : undefined;
    const limitRanges = this.#limitRanges.get(namespace);
    return {
      object: jsonOf(object),
      ...(old && { old: jsonOf(old) }),
      ...(labels && { namespace: { labels } }),
      ...(limitRanges && { limitRanges }),
    };
  }

  /** Those that are of the right type; the Namespace is judged for the others itself. */
  #labelsOf(namespace: string): Record<string, string> {
    const labels = Object.entries<unknown>(this.#graph.labelsOfNamespace(namespace));
    return Object.fromEntries(
      labels.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  }

  /** What can judge an object; policies may be about any. */
  partFor({ manifest }: GraphObject): Part {
    const kind = kindOf(manifest);
    const isLarge = this.#kinds.has(POLICY) || this.#definitions.has(kind) || CEL.test(kind);
    return isLarge ? 'cel' : 'main';
  }

  /** The kinds and policies that there are besides those of Kubernetes; undefined where there are none. */
  get setup(): Setup | undefined {
    const graph = this.#graph;
    const crds = [...this.#definitions.values()];
    const policies = graph.of(POLICY);
    if (crds.length + policies.length === 0) return undefined;
    const bindings = graph.of(`${POLICY}Binding`);
    // A binding names them or selects them by labels, and which, the server finds out.
    const kinds = new Set(policies.map(({ manifest }) => parameterKindOf(manifest.spec)));
    const parameters = graph.objects.filter(({ manifest: { apiVersion, kind } }) =>
      kinds.has(`${apiVersion}/${kind}`),
    );
    // Policies alone ask for namespaces, and environments that differ in nothing else share a setup.
    const namespaces = policies.length === 0 ? [] : [...graph.namespaces.keys()];
    return {
      crds,
      policies: policies.map(jsonOf),
      bindings: bindings.map(jsonOf),
      parameters: parameters.map(jsonOf),
      namespaces: Object.fromEntries(
        namespaces.map((name) => [name, { labels: this.#labelsOf(name) }]),
      ),
    };
  }
}

function parameterKindOf(spec: unknown): string | undefined {
  const { paramKind } = (spec ?? {}) as {
    readonly paramKind?: { readonly apiVersion?: string; readonly kind?: string } | null;
  };
  return paramKind ? `${paramKind.apiVersion}/${paramKind.kind}` : undefined;
}
