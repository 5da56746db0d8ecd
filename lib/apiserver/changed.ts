import { compose } from '../input/compose';
import { manifestsIn } from '../input/manifests';
import { split } from '../input/split';
import type { Manifest } from '../graph/manifest';

/**
 * The objects of the last output in those of its files that are not what they were.
 *
 * @param last path → what the file holds
 * @param now path → what it is to hold
 */
export function changedIn(
  last: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): Manifest[] {
  return [...last].flatMap(([file, text]) => (now.get(file) === text ? [] : objectsIn(text)));
}

/** The files are anybody's to edit or damage, so what cannot be read counts as not there. */
function objectsIn(text: string): Manifest[] {
  return [...split(text)].flatMap(({ start, end }) => {
    try {
      const { value } = compose(text.slice(start, end), { aliased: 1000 });
      return [...manifestsIn(value)].flatMap(({ manifest }) => manifest ?? []);
    } catch {
      return [];
    }
  });
}
