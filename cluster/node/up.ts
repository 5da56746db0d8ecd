import { join } from 'node:path';
import { Interrupted } from '../lib/interruption';
import { run } from '../lib/run';
import { say } from '../lib/say';
import { startAddons } from './lib/addons';
import { build } from './lib/build';
import { isUp, kubectl, markUp } from './lib/is-up';
import { lock } from './lib/lock';
import { needMachine } from './lib/needs';
import { nodes } from './lib/nodes';
import { cacheFolder, clusterName, kubeconfig, stateFolder } from './lib/place';
import { kubernetesEntry } from './lib/programs';
import { start } from './lib/start';
import { tearDown } from './lib/tear-down';
import { waitFor } from './lib/wait-for';

void run({
  name: 'node:up',
  does: 'Brings up a Kubernetes cluster of two nodes on this machine: Linux, root, no Docker.',
  flags: {},
  body: async () => {
    needMachine();
    await lock();
    const programs = join(cacheFolder(), kubernetesEntry);
    process.env.PATH = `${programs}:${process.env.PATH ?? ''}`;
    await build();
    if (await isUp()) say.done(`the cluster "${clusterName}" is up already`);
    else await bringUp();
    say.next(`To use it:\n  export KUBECONFIG=${kubeconfig} PATH=${programs}:$PATH`);
    say.text(`  npm run apply -- --context ${clusterName}`);
  },
});

async function bringUp(): Promise<void> {
  if (await tearDown()) say.done('removed what was left of a cluster');
  const begin = performance.now();
  try {
    say.begin('starting two nodes');
    await start();
    await waitForNodes();
    await startAddons();
  } catch (error) {
    if (error instanceof Interrupted) await tearDown();
    else say.text(`What the nodes say is in ${stateFolder}/*/var/log.`);
    throw error;
  }
  markUp();
  say.done(
    `the cluster "${clusterName}" is up after ${Math.round((performance.now() - begin) / 1000)} s`,
  );
}

async function waitForNodes(): Promise<void> {
  await waitFor('the API server', 60, apiServerAnswers);
  await waitFor('the nodes', 60, nodesAreThere);
  await kubectl.show(['wait', '--for=condition=Ready', 'nodes', '--all', '--timeout=60s']);
}

async function apiServerAnswers(): Promise<true | string> {
  const { code, stderr } = await kubectl.try(['get', '--raw', '/readyz', '--request-timeout=2s']);
  return code === 0 || stderr.trim();
}

async function nodesAreThere(): Promise<true | string> {
  const names = await kubectl.text(['get', 'nodes', '--output=name']);
  const missing = nodes.map(({ name }) => name).filter((name) => !names.includes(name));
  return missing.length === 0 || `there is no ${missing.join(', ')}`;
}
