import { chmodSync, cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cached, cachePath } from './cached';
import { command } from './command';
import { data } from './data';
import { unpackPackages } from './debian';
import { shortDigest } from './digest';
import { type RunConfig, writeImage } from './oci-image';
import { root as repository } from './place';
import { programEntry, programFile, programNamed } from './programs';
import { installRequirements } from './python';

/** A row of images.yaml. */
export interface Image {
  /** In full, as containerd has it. */
  readonly name: string;
  readonly program?: string;
  readonly packages?: readonly string[];
  /** A file of this repository. */
  readonly requirements?: string;
  /** Path in the image → path in this repository. */
  readonly files?: Readonly<Record<string, string>>;
  /** A command that runs in the image. */
  readonly run?: readonly string[];
  readonly config: RunConfig;
  readonly standIn?: string;
}

export const images = data('images.yaml') as readonly Image[];

/** The name of the image in the cache. */
export function imageEntry(image: Image): string {
  const program = programOf(image);
  const { packages, requirements, files = {} } = image;
  const sources = [
    ...Object.values(files),
    ...(requirements === undefined ? [] : [requirements]),
    ...(packages ? ['cluster/node/debian.sources'] : []),
  ];
  const digest = shortDigest(
    [{ ...image, standIn: undefined }, program && programEntry(program)],
    sources,
  );
  const short = image.name.slice(image.name.lastIndexOf('/') + 1).replace(':', '-');
  return `image-${short}-${digest}`;
}

/** Where the image is, once it is built. */
export const imageFile = (image: Image) => join(cachePath(imageEntry(image)), 'image.tar');

/** Builds the image, unless the cache has it. Its program must be built. */
export async function buildImage(image: Image): Promise<void> {
  const { name, packages, requirements, files = {}, run, config } = image;
  const program = programOf(image);
  await cached(imageEntry(image), async (draft) => {
    const root = join(draft, 'root');
    for (const folder of ['dev', 'etc', 'proc', 'sys', 'tmp'])
      mkdirSync(join(root, folder), { recursive: true });
    chmodSync(join(root, 'tmp'), 0o1777);
    if (packages) await unpackPackages(packages, root);
    if (requirements) await installRequirements(join(repository, requirements), root);
    if (program) cpSync(programFile(program), join(root, program.name));
    for (const [path, source] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      cpSync(join(repository, source), join(root, path), { recursive: true });
      // Whatever the umask of the checkout was.
      await command('chmod', ['-R', 'a+rX', join(root, path)]);
    }
    if (run) await command('chroot', [root, ...run]);
    await writeImage(draft, name, config);
  });
}

function programOf({ program }: Image) {
  return program === undefined ? undefined : programNamed(program);
}
