/** Shows on the cluster that objects of dist/ do what their lesson says. */
export interface Proof {
  /** A sentence. */
  readonly claim: string;
  /** The objects that it is about, as in `Deployment demo/hello-api`; none when it is about the verbs. */
  readonly of: readonly string[];
  readonly prove: () => Promise<void>;
}

/** The ids of several objects in one namespace, which are given as in `Service web`. */
export function inNamespace(namespace: string, ...objects: readonly string[]): string[] {
  return objects.map((object) => object.replace(' ', ` ${namespace}/`));
}
