import type { Rule } from '../check';
import { describe } from '../graph/graph';
import { containersOf } from '../graph/manifest';

/**
 * An image is named with a tag or a digest, and the tag is not "latest", so that every pod runs the same.
 *
 * @see https://kubernetes.io/docs/concepts/containers/images/#image-names
 */
export const imageIsPinned: Rule = {
  name: 'image-is-pinned',
  severity: 'warning',
  description: 'An image is named with a tag other than "latest", or with a digest.',
  *check({ objects }) {
    for (const object of objects) {
      for (const { path, fields } of containersOf(object.manifest)) {
        const { image } = fields;
        if (typeof image !== 'string' || !isName(image) || image.includes('@')) continue;
        // The colon of a port stands before the last slash: registry.example.com:5000/app
        const tag = /:([^/]*)$/.exec(image)?.[1];
        if (tag !== undefined && tag !== 'latest') continue;
        yield {
          object,
          field: `${path}.image`,
          message: `${describe(object.manifest)} has ${path}.image "${image}", ${tag === undefined ? 'without a tag, which means "latest"' : 'whose tag moves'}; a version such as "nginx:1.29", or a digest, always means the same image`,
          fix: 'add the tag of a version, or a digest',
        };
      }
    }
  },
};

/** `ko://…` and the `auto` of Istio's gateways are replaced before a node sees them. */
function isName(image: string): boolean {
  return image.trim() !== '' && image !== 'auto' && !/:\/\/|[\s${]/.test(image);
}
