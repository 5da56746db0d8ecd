import { homedir } from 'node:os';
import { join } from 'node:path';

/** Names the cluster wherever a name is needed: context, interface, cgroup, lock. */
export const clusterName = 'orquesta-node';

/** Everything of a cluster that is up; gone with it. */
export const stateFolder = `/var/lib/${clusterName}`;

export const kubeconfig = join(stateFolder, 'kubeconfig');

/** Where what is compiled or fetched once is kept. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'orquesta/node');
}

/** The repository. */
export const root = join(__dirname, '..', '..', '..');

/** `cluster/node`. */
export const here = join(__dirname, '..');
