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
