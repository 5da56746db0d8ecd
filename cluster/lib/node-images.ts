import type { Kubectl } from './kubectl';
import type { List, Metadata } from './objects';

/** The part of a Node that tells its images. */
export interface NodeImages {
  readonly metadata: Metadata;
  readonly status: { readonly images?: readonly { readonly names?: readonly string[] }[] };
}

/** For each node the images of `wanted` that it lacks, as `node: image`. */
export function missingImages(nodes: readonly NodeImages[], wanted: readonly string[]): string[] {
  return nodes.flatMap(({ metadata, status: { images = [] } }) => {
    const names = new Set(images.flatMap((image) => image.names ?? []));
    return wanted
      .filter((image) => !names.has(fullName(image)))
      .map((image) => `${metadata.name}: ${image}`);
  });
}

/** The name under which a node lists the image. https://github.com/distribution/reference */
function fullName(image: string): string {
  const [first = '', ...rest] = image.split('/');
  if (rest.length === 0) return `docker.io/library/${image}`;
  return /[.:]|^localhost$/.test(first) ? image : `docker.io/${image}`;
}

export async function nodesOf(kubectl: Kubectl): Promise<readonly NodeImages[]> {
  return (await kubectl.json<List<NodeImages>>(['get', 'nodes'])).items;
}
