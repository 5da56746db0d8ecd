import { run } from '../lib/run';
import { say } from '../lib/say';
import { UserError } from '../lib/user-error';
import { isUp, kubectl } from './lib/is-up';
import { clusterName, kubeconfig } from './lib/place';

void run({
  name: 'node:status',
  does: 'Tells whether the cluster of `npm run node:up` is up.',
  flags: {},
  body: async () => {
    if (!(await isUp())) {
      throw new UserError(`the cluster "${clusterName}" is not up: \`npm run node:up\``);
    }
    say.done(`the cluster "${clusterName}" is up: context "${clusterName}" of ${kubeconfig}`);
    await kubectl.show(['get', 'nodes', '--output=wide']);
  },
});
