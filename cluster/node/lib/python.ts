import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command';

/** Python of the release in debian.sources. */
const version = '3.13';

/** The binary packages that run there, best first: https://peps.python.org/pep-0600/ */
const platforms = ['2_28', '2_17'].map(
  (glibc) => `manylinux_${glibc}_${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}`,
);

/** Installs the packages that a requirements file pins by hash, in a folder that holds Debian's Python. */
export async function installRequirements(file: string, folder: string): Promise<void> {
  const target = join(folder, 'usr/local/lib', `python${version}`, 'dist-packages');
  await command('python3', [
    ...['-m', 'pip', 'install', '--quiet', '--no-cache-dir', '--root-user-action=ignore'],
    ...['--disable-pip-version-check', '--no-compile', '--require-hashes', '--only-binary=:all:'],
    ...['--implementation', 'cp', '--python-version', version],
    ...platforms.flatMap((platform) => ['--platform', platform]),
    ...['--target', target, '--requirement', file],
  ]);
  const scripts = join(folder, 'usr/local/bin');
  mkdirSync(scripts, { recursive: true });
  for (const name of readdirSync(join(target, 'bin'))) {
    const text = readFileSync(join(target, 'bin', name), 'utf8');
    // pip names the Python that runs it.
    writeFileSync(join(scripts, name), text.replace(/^#!.*/, '#!/usr/bin/python3'));
    chmodSync(join(scripts, name), 0o755);
  }
  rmSync(join(target, 'bin'), { recursive: true });
}
