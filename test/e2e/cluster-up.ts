import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { isUp } from '../../cluster/node/lib/is-up';
import { cacheFolder, clusterName, kubeconfig } from '../../cluster/node/lib/place';
import { kubernetesEntry } from '../../cluster/node/lib/programs';

/**
 * Takes the cluster of the context E2E_CONTEXT; without it, brings up the nodes of cluster/node, if they are not.
 * Never the current context: what happens here is nothing for a cluster that others need.
 */
export default async function clusterUp(): Promise<void> {
  if (process.env.E2E_CONTEXT) return;
  process.env.E2E_CONTEXT = clusterName;
  process.env.KUBECONFIG = kubeconfig;
  process.env.PATH = `${join(cacheFolder(), kubernetesEntry)}:${process.env.PATH ?? ''}`;
  if (await isUp()) return;
  execFileSync(process.execPath, ['-r', './tools/register.js', 'cluster/node/up.ts'], {
    stdio: 'inherit',
  });
  process.env.ORQUESTA_E2E_NODE = 'brought up';
}
