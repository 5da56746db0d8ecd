import { join } from 'node:path';
import { environments } from '../lib/environments';
import { connect } from './lib/connect';
import { exec } from './lib/exec';
import { clusterFlags, nextVerb } from './lib/flags';
import { kindClusterExists, show } from './lib/kind-cluster';
import { needDocker } from './lib/needs';
import { missingImages, nodesOf } from './lib/node-images';
import { run } from './lib/run';
import { say } from './lib/say';
import { UserError } from './lib/user-error';

const { httpEcho, flask } = environments.kind.images;

void run({
  name: 'load',
  does: 'Puts the images of the demos on the nodes of the kind cluster.',
  flags: clusterFlags,
  body: async (target) => {
    const { context } = target;
    if (!context.startsWith('kind-')) {
      const nodes = await nodesOf(await connect(target));
      if (nodes.length === 0) {
        throw new UserError(`the cluster of context "${context}" has no nodes to put images on`);
      }
      const missing = missingImages(nodes, [httpEcho, flask]);
      if (missing.length === 0) {
        say.done(`all ${nodes.length} nodes of context "${context}" have the images`);
        say.next(`Next: ${nextVerb('apply', target)}`);
        return;
      }
      throw new UserError(
        `context "${context}" is not a kind cluster, and only into those can images be loaded: put these on its nodes, or in a registry that they reach: ${missing.join(', ')}`,
      );
    }

    const name = context.slice('kind-'.length);
    await needDocker();
    if (!(await kindClusterExists(name))) {
      throw new UserError(`kind has no cluster "${name}": create it with \`npm run up\``);
    }
    const { code } = await exec('docker', ['image', 'inspect', httpEcho]);
    if (code === 0) say.done(`docker has ${httpEcho} already`);
    else await show('docker', ['pull', httpEcho]);
    await show('docker', ['build', '--tag', flask, join(__dirname, '..', 'apps', 'flask')]);
    await show('kind', ['load', 'docker-image', httpEcho, flask, '--name', name]);
    say.done('the images are on the nodes');
    say.next(`Next: ${nextVerb('apply', target)}`);
  },
});
