/** What the recommended labels say of an application. */
export interface Application {
  /** What runs, as in `http-echo`. */
  readonly name: string;
  /** What it is for within the whole, as in `server` or `database`. */
  readonly component: string;
  /** The whole that it belongs to. */
  readonly partOf: string;
}

/**
 * The labels that tools read on every object.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function recommendedLabels({ name, component, partOf }: Application) {
  return {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': partOf,
    'app.kubernetes.io/managed-by': 'cdk8s',
  };
}

/** The version label for what runs `image`: its tag, or nothing where the tag cannot be a label. */
export function versionLabel(image: string): Record<string, string> {
  const tag = /^[^@]*:([\w](?:[\w.-]{0,61}\w)?)$/.exec(image)?.[1];
  return tag === undefined ? {} : { 'app.kubernetes.io/version': tag };
}

/**
 * The label by which Services, budgets and workloads find the pods of `name`. It is chosen and
 * never derived from the program: selectors are immutable, so a derived one breaks
 * `kubectl apply` as soon as code moves.
 */
export function selectorLabels(name: string): { readonly app: string } {
  return { app: name };
}
