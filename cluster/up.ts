import { connect } from './lib/connect';
import { startIngressController } from './lib/ingress-controller';
import { kindClusterExists, show, tool } from './lib/kind-cluster';
import { kindConfig, kindConfigPath } from './lib/kind-config';
import { needDocker, needKubectl } from './lib/needs';
import { needFreePorts } from './lib/ports';
import { run } from './lib/run';
import { say } from './lib/say';
import { UserError } from './lib/user-error';

const anew = 'delete it with `npm run down`, then `npm run up` again';

void run({
  name: 'up',
  does: 'Creates the kind cluster of cluster/kind.yaml, or wakes it when it is there, and waits for its nodes and its Ingress controller.',
  flags: {},
  body: async () => {
    const { name, hostPorts } = kindConfig();
    await needDocker();
    await needKubectl();
    if (await kindClusterExists(name)) {
      say.done(`the cluster "${name}" is there already`);
      await wake(name);
    } else {
      await needFreePorts(hostPorts);
      say.begin(`creating the cluster "${name}": the first time it downloads its nodes' image`);
      await show('kind', ['create', 'cluster', '--config', kindConfigPath, '--wait', '180s']);
    }

    const kubectl = await connect({ context: `kind-${name}`, kubeconfig: undefined }, anew);
    await kubectl.show(['wait', '--for=condition=Ready', 'nodes', '--all', '--timeout=120s']);
    await startIngressController(kubectl);
    say.done(`the cluster "${name}" is up`);
    say.next('Next: npm run load');
  },
});

/** Starts the nodes of a cluster, which are stopped containers after a restart of the computer. */
async function wake(name: string): Promise<void> {
  try {
    const { stdout } = await tool('kind', ['get', 'nodes', '--name', name]);
    await show('docker', ['start', ...stdout.split(/\s+/).filter(Boolean)]);
    await show('kind', ['export', 'kubeconfig', '--name', name]);
  } catch (error) {
    // An `up` that was ended half-way leaves a cluster that kind lists and that cannot be used.
    throw error instanceof UserError ? new UserError(`${error.message}: ${anew}`) : error;
  }
}
