import { existsSync, readFileSync, rmSync } from 'node:fs';
import { UserError } from '../../lib/user-error';
import { removeCgroups } from './cgroups';
import { machineLinks } from './network';
import { stateFolder } from './place';
import { waitFor } from './wait-for';

const { signal } = new AbortController();

/**
 * Ends the cluster, or what is left of one: its processes, and with them their namespaces, mounts and
 * interfaces; its cgroups; its files.
 *
 * @returns whether there was anything
 */
export async function tearDown(): Promise<boolean> {
  const wasThere = existsSync(stateFolder);
  await removeCgroups();
  const noLink = () => machineLinks().length === 0 || 'there is still the interface';
  await waitFor('the end of the network of the cluster', 10, noLink, signal);
  const mounts = readFileSync('/proc/mounts', 'utf8');
  if (mounts.includes(` ${stateFolder}/`)) {
    throw new UserError(`something is mounted below ${stateFolder}: unmount it, and try again`);
  }
  rmSync(stateFolder, { recursive: true, force: true });
  return wasThere;
}
