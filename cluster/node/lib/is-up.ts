import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exec } from '../../lib/exec';
import { Kubectl } from '../../lib/kubectl';
import { daemonsRun } from './cgroups';
import { nodes } from './nodes';
import { clusterName, kubeconfig, stateFolder } from './place';

const mark = join(stateFolder, 'up');

/** Says that everything was ready once. */
export function markUp(): void {
  writeFileSync(mark, '');
}

export const target = ['--kubeconfig', kubeconfig, '--context', clusterName];

export const kubectl = new Kubectl(target);

/** Whether the cluster came up whole, answers, and has its nodes ready. */
export async function isUp(): Promise<boolean> {
  // The API server tells only later that a node is gone.
  if (!existsSync(mark) || !daemonsRun()) return false;
  const path = '{.items[*].status.conditions[?(@.type=="Ready")].status}';
  const { code, stdout } = await exec(
    'kubectl',
    [...target, 'get', 'nodes', `--output=jsonpath=${path}`, '--request-timeout=5s'],
    { timeoutMs: 15_000 },
  );
  return code === 0 && stdout === nodes.map(() => 'True').join(' ');
}
