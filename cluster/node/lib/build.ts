import { say } from '../../lib/say';
import { UserError } from '../../lib/user-error';
import { isCached } from './cached';
import { command } from './command';
import { buildImage, imageEntry, images } from './images';
import { buildImageStore, imageStoreEntry } from './image-store';
import { buildProgram, programEntry, programs } from './programs';

interface Step {
  readonly title: string;
  readonly entry: string;
  readonly run: () => Promise<void>;
}

/** Builds every program and image that the cache lacks, one after the other. */
export async function build(): Promise<void> {
  const steps: Step[] = [
    ...programs.map((program) => ({
      title: `compiling ${program.name} ${program.version}`,
      entry: programEntry(program),
      run: async () => buildProgram(program),
    })),
    ...images.map((image) => ({
      title: `building the image ${image.name}`,
      entry: imageEntry(image),
      run: async () => buildImage(image),
    })),
    { title: 'unpacking the images', entry: imageStoreEntry, run: buildImageStore },
  ];
  const missing = steps.filter(({ entry }) => !isCached(entry));
  if (missing.some(({ title }) => title.startsWith('compiling'))) await needGo();
  for (const [index, { title, run }] of missing.entries()) {
    const start = performance.now();
    say.begin(`${index + 1} of ${missing.length}: ${title}`);
    await run();
    say.echo(`${Math.round((performance.now() - start) / 1000)} s`);
  }
  say.done(`the ${programs.length} programs and ${images.length} images are in the cache`);
}

async function needGo(): Promise<void> {
  try {
    await command('go', ['version']);
  } catch {
    throw new UserError(
      '"go" is not in the PATH, and the programs of the nodes are compiled the first time: install it (https://go.dev/doc/install) and try again',
    );
  }
}
