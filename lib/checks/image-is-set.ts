import { describe, show } from '../graph/graph';
import { containersOf, isBuiltIn } from '../graph/manifest';
import type { Rule } from '../check';

/**
 * Every container names its image, with no space around it.
 *
 * @see https://kubernetes.io/docs/concepts/containers/images/
 */
export const imageIsSet: Rule = {
  name: 'image-is-set',
  severity: 'error',
  description: 'Every container names its image.',
  *check({ objects }) {
    for (const object of objects) {
      // Somebody else's controller may know the image that its resource leaves out.
      if (!isBuiltIn(object.manifest)) continue;
      for (const { path, fields } of containersOf(object.manifest)) {
        const { image } = fields;
        if (typeof image === 'string' && image !== '' && image.trim() === image) continue;
        yield {
          object,
          field: `${path}.image`,
          message: `${describe(object.manifest)} has ${path}.image ${show(image)}; an image name such as "nginx:1.29" is needed`,
          fix: 'set the image; the demos take theirs from `images` in lib/environments.ts',
        };
      }
    }
  },
};
