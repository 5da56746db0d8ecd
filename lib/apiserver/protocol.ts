/** What the program in `apiserver/` is asked about one object; objects are JSON as text. */
export interface Request {
  readonly object: string;
  /** The object as it is in the cluster: then the rules of an update hold, not those of a create. */
  readonly old?: string;
  /** The namespace that it goes to, where that is known. */
  readonly namespace?: { readonly labels: Readonly<Record<string, string>> };
  /** The LimitRanges of that namespace. */
  readonly limitRanges?: readonly string[];
}

/** What it answers; lists that are empty are left out. */
export interface Answer {
  readonly errors?: readonly ServerError[];
  readonly warnings?: readonly string[];
  readonly podSecurity?: readonly PodSecurity[];
  /** What an object that is taken is too large for: `kubectl apply`, or the store behind the server. */
  readonly apply?: readonly ServerError[];
  /** That its API version goes, or is gone, and what takes its place. */
  readonly deprecated?: { readonly replacement?: string };
  /** That the file with CEL is needed to judge it. */
  readonly needs?: string;
  /** Why there is no answer: what a real server would report as its own defect. */
  readonly panic?: string;
}

/** One reason why the object is refused. */
export interface ServerError {
  /** As in `FieldValueInvalid`, `StrictDecodingError`, `NotFound`. */
  readonly type: string;
  /** As in `spec.ports[0].nodePort`, `data[key]`; empty for the object as a whole. */
  readonly field: string;
  readonly detail: string;
  /** The whole sentence, as kubectl prints it. */
  readonly message: string;
}

/** What one mode of Pod Security has against a pod, or against the pods of a workload. */
export interface PodSecurity {
  readonly mode: string;
  readonly level: string;
  readonly version: string;
  readonly errors: readonly string[];
}

/** What is in the cluster besides, for the file with CEL. */
export interface Setup {
  readonly crds: readonly string[];
  readonly policies: readonly string[];
  readonly bindings: readonly string[];
  /** The objects of the kinds that policies take parameters from. */
  readonly parameters: readonly string[];
  readonly namespaces: Readonly<Record<string, { readonly labels: object }>>;
}
