import { kindClusterExists, show } from './kind-cluster';
import { kindConfig } from './kind-config';
import { needDocker } from './needs';
import { run } from './run';
import { say } from './say';

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
