import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command';
import { digestOf } from './digest';

const type = (name: string) => `application/vnd.oci.image.${name}`;

const architecture = process.arch === 'x64' ? 'amd64' : process.arch;

const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The part of an image's configuration that says how it runs. */
export interface RunConfig {
  readonly Env?: readonly string[];
  readonly WorkingDir?: string;
  readonly User?: string;
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
}

/**
 * Writes `folder/image.tar`, an image of one layer that holds what is in `folder/root`, as `ctr images
 * import` takes it. The same content gives the same bytes.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
export async function writeImage(folder: string, name: string, config: RunConfig): Promise<void> {
  const layout = join(folder, 'layout');
  mkdirSync(join(layout, 'blobs/sha256'), { recursive: true });
  const blob = async (file: string, mediaType: string) => {
    const [digest, { size }] = [await digestOf(file), statSync(file)];
    renameSync(file, join(layout, 'blobs/sha256', digest));
    return { mediaType, digest: `sha256:${digest}`, size };
  };
  const json = async (value: unknown, mediaType: string) => {
    writeFileSync(join(layout, 'draft'), JSON.stringify(value));
    return blob(join(layout, 'draft'), mediaType);
  };

  // Not compressed: it is unpacked far more often than it travels.
  const plain = ['--sort=name', '--mtime=@0', '--numeric-owner', '--owner=0', '--group=0'];
  await command('tar', [...plain, '-C', join(folder, 'root'), '-cf', join(folder, 'layer'), '.']);
  const layer = await blob(join(folder, 'layer'), type('layer.v1.tar'));
  const settings = await json(
    {
      os: 'linux',
      architecture,
      config: { ...config, Env: [path, ...(config.Env ?? [])] },
      rootfs: { type: 'layers', diff_ids: [layer.digest] },
    },
    type('config.v1+json'),
  );
  const manifest = await json(
    { schemaVersion: 2, mediaType: type('manifest.v1+json'), config: settings, layers: [layer] },
    type('manifest.v1+json'),
  );
  const named = { ...manifest, annotations: { 'io.containerd.image.name': name } };
  writeFileSync(
    join(layout, 'index.json'),
    JSON.stringify({ schemaVersion: 2, manifests: [named] }),
  );
  writeFileSync(join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  await command('tar', ['-C', layout, '-cf', join(folder, 'image.tar'), '.']);
  for (const name of ['root', 'layout']) rmSync(join(folder, name), { recursive: true });
}
