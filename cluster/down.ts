import { kindClusterExists, show } from './lib/kind-cluster';
import { kindConfig } from './lib/kind-config';
import { needDocker } from './lib/needs';
import { run } from './lib/run';
import { say } from './lib/say';

void run({
  name: 'down',
  does: 'Deletes the kind cluster of cluster/kind.yaml with all that is in it.',
  flags: {},
  body: async () => {
    const { name } = kindConfig();
    await needDocker();
    if (!(await kindClusterExists(name))) {
      say.done(`there is no cluster "${name}": nothing to delete`);
      return;
    }
    await show('kind', ['delete', 'cluster', '--name', name]);
    say.done(`the cluster "${name}" is deleted`);
  },
});
