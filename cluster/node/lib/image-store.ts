import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cached, cachePath } from './cached';
import { command } from './command';
import { shortDigest } from './digest';
import { imageEntry, imageFile, images } from './images';
import type { Node } from './nodes';
import { here } from './place';

/** What containerd has on its disk once it has all images: unpacking them takes longer than all the rest. */
export const imageStoreEntry = `image-store-${shortDigest(images.map(imageEntry))}`;

/** Where containerd writes into files that are there, instead of making new ones. */
const databases = [
  'io.containerd.metadata.v1.bolt/meta.db',
  'io.containerd.snapshotter.v1.overlayfs/metadata.db',
];

/** Unpacks the images, unless the cache has them so. They must be built. */
export async function buildImageStore(): Promise<void> {
  await cached(imageStoreEntry, async (draft) => {
    const own = ['--mount', '--pid', '--fork', '--mount-proc', '--kill-child=KILL'];
    const files = images.map(imageFile);
    await command('unshare', [...own, join(here, 'image-store.sh'), draft, ...files]);
  });
}

/** Puts the images on the disk of a node that does not run yet. */
export async function copyImageStore({ folder }: Node): Promise<void> {
  const [source, target] = [cachePath(imageStoreEntry), join(folder, 'var/lib/containerd')];
  mkdirSync(target, { recursive: true });
  try {
    await command('cp', ['--archive', '--link', `${source}/.`, target]);
  } catch {
    // The cache is on another file system.
    await command('cp', ['--archive', '--force', `${source}/.`, target]);
  }
  for (const file of databases) {
    await command('cp', ['--remove-destination', join(source, file), join(target, file)]);
  }
}
