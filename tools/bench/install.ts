import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'orquesta-bench');

/**
 * A folder outside the repository with a copy of `peers/NAME` and the packages of its lock file, which
 * are fetched the first time.
 *
 * @throws Error when they cannot be
 */
export function installed(name: string): string {
  const source = join(__dirname, 'peers', name);
  const lock = readFileSync(join(source, 'package-lock.json'));
  const folder = join(
    cache,
    `${name}-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`,
  );
  if (!existsSync(folder)) {
    const half = `${folder}.${process.pid}`;
    mkdirSync(half, { recursive: true });
    try {
      cpSync(source, half, { recursive: true });
      const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
      execFileSync('npm', ['ci', ...options], { cwd: half, stdio: 'pipe' });
      renameSync(half, folder);
    } finally {
      rmSync(half, { recursive: true, force: true });
    }
  }
  cpSync(source, folder, { recursive: true });
  return folder;
}
