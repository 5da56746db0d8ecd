import { copyFileSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command';
import { cacheFolder, here } from './place';

/** An apt of its own: it sees the release of debian.sources, and nothing that is installed. */
const folder = join(cacheFolder(), 'apt');
const archives = join(folder, 'archives');

const options = [
  `Dir::State=${folder}`,
  `Dir::State::status=${join(folder, 'status')}`,
  `Dir::Cache=${folder}`,
  `Dir::Etc::sourcelist=/dev/null`,
  `Dir::Etc::sourceparts=${join(folder, 'sources')}`,
  'Acquire::Languages=none',
  'APT::Sandbox::User=root',
].flatMap((option) => ['-o', option]);

/** Folders of Debian that nothing in a container reads. */
const unread = ['doc', 'info', 'lintian', 'locale', 'man'];

/** Unpacks Debian packages, with all that they depend on, into the folder. Their scripts do not run. */
export async function unpackPackages(packages: readonly string[], root: string): Promise<void> {
  await lists();
  rmSync(archives, { recursive: true, force: true });
  mkdirSync(join(archives, 'partial'), { recursive: true });
  const only = ['--yes', '--download-only', '--no-install-recommends'];
  await command('apt-get', ['install', ...only, ...options, ...packages]);
  for (const name of ['bin', 'lib', 'lib64', 'sbin']) {
    mkdirSync(join(root, 'usr', name), { recursive: true });
    symlinkSync(`usr/${name}`, join(root, name));
  }
  for (const file of readdirSync(archives).filter((name) => name.endsWith('.deb'))) {
    await command('dpkg', ['-x', join(archives, file), root]);
  }
  for (const name of unread)
    rmSync(join(root, 'usr/share', name), { recursive: true, force: true });
}

let updated: Promise<unknown> | undefined;

/** Fetches what packages there are, once. */
async function lists(): Promise<void> {
  mkdirSync(join(folder, 'lists/partial'), { recursive: true });
  mkdirSync(join(folder, 'sources'), { recursive: true });
  writeFileSync(join(folder, 'status'), '');
  copyFileSync(join(here, 'debian.sources'), join(folder, 'sources/debian.sources'));
  await (updated ??= command('apt-get', ['update', ...options]));
}
