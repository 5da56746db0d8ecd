import { execFileSync } from 'node:child_process';
import { verb } from './cluster';

/** Takes down what `clusterUp` brought up. A cluster that was there before stays, with all of dist/. */
export default async function clusterDown(): Promise<void> {
  if (process.env.ORQUESTA_E2E_NODE === undefined) {
    // The drained node took bare pods with it.
    await verb('apply');
    return;
  }
  execFileSync(process.execPath, ['-r', './tools/register.js', 'cluster/node/down.ts'], {
    stdio: 'inherit',
  });
}
