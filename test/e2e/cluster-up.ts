import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { connect } from '../../cluster/lib/connect';
import { UserError } from '../../cluster/lib/user-error';
import { isUp } from '../../cluster/node/lib/is-up';
import { cacheFolder, clusterName, kubeconfig } from '../../cluster/node/lib/place';
import { kubernetesEntry } from '../../cluster/node/lib/programs';

/**
 * Takes the cluster of the context E2E_CONTEXT; without it, brings up the nodes of cluster/node, if they are not.
 * Never the current context: what happens here is nothing for a cluster that others need.
 */
export default async function clusterUp(): Promise<void> {
  const { E2E_CONTEXT: context } = process.env;
  if (context) await needAnswer(context);
  else await bringUp();
}

/** jest would show a stack, and a cluster that is not there is nobody's defect. */
async function needAnswer(context: string): Promise<void> {
  try {
    await connect({ context, kubeconfig: undefined }, 'start it');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(`✗ E2E_CONTEXT: ${error.message}`);
    process.exit(1);
  }
}

async function bringUp(): Promise<void> {
  process.env.E2E_CONTEXT = clusterName;
  process.env.KUBECONFIG = kubeconfig;
  process.env.PATH = `${join(cacheFolder(), kubernetesEntry)}:${process.env.PATH ?? ''}`;
  if (await isUp()) return;
  const up = ['-r', './tools/register.js', 'cluster/node/up.ts'];
  const { status } = spawnSync(process.execPath, up, { stdio: 'inherit' });
  // It has said why.
  if (status !== 0) process.exit(1);
  process.env.ORQUESTA_E2E_NODE = 'brought up';
}
