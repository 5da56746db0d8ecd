import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Interrupted, interruption } from '../../lib/interruption';
import { UserError } from '../../lib/user-error';
import { here } from './place';

/** Namespaces that live on without this program. */
export interface Namespaces {
  /** A process in them; but not in their PID namespace, which is that of its children. */
  readonly pid: number;
  /** Lets the script in them go on. */
  readonly go: () => void;
}

/**
 * Starts a script of `cluster/node` in a cgroup and in namespaces of its own, and waits until it says
 * `ready` on standard output; it then waits for `go`.
 *
 * @throws UserError with what it said, when it ends before
 */
export async function startNamespaces(
  cgroup: string,
  kinds: readonly string[],
  script: string,
  args: readonly string[] = [],
): Promise<Namespaces> {
  const line = [
    ...[cgroup, 'unshare', ...kinds.map((kind) => `--${kind}`)],
    ...[join(here, script), ...args],
  ];
  const child = spawn(join(here, 'join.sh'), line, { detached: true, stdio: 'pipe' });
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (text) => said.push(text));
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', () => {
      resolve();
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const seen = said.join('; ') || `exit code ${code ?? 'of a signal'}`;
      reject(new UserError(`${script} of cluster/node could not do its work: ${seen}`));
    });
    interruption.addEventListener('abort', () => {
      reject(new Interrupted());
    });
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${script} has no PID`);
  return {
    pid,
    go: () => {
      child.stdin.end('go\n');
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
    },
  };
}
