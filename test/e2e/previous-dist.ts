import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './cluster';

const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root });

/**
 * A copy of dist/ as it was committed before its last change, to update from; the caller removes it.
 *
 * @returns `undefined` when the history does not go back so far
 */
export function previousDist(): string | undefined {
  const isChanged = git('status', '--porcelain', '--', 'dist').length > 0;
  const [last, before] = git('rev-list', '-2', 'HEAD', '--', 'dist').toString().trim().split('\n');
  const commit = isChanged ? last : before;
  if (commit === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
  const archive = git('archive', commit, 'dist');
  execFileSync('tar', ['-x', '--strip-components=1', '-C', folder], { input: archive });
  return folder;
}
