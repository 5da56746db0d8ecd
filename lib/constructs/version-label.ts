/** The version label for what runs `image`: its tag, or nothing where the tag cannot be a label. */
export function versionLabel(image: string): Record<string, string> {
  const tag = /^[^@]*:([\w](?:[\w.-]{0,61}\w)?)$/.exec(image)?.[1];
  return tag === undefined ? {} : { 'app.kubernetes.io/version': tag };
}
