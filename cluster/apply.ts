import type { Manifest } from '../lib/graph/manifest';
import { secrets } from '../lib/secrets';
import { applySecret, restartReaders } from './lib/apply-secret';
import { connect } from './lib/connect';
import { applyCustomResources } from './lib/custom-resources';
import { clusterFlags, nextVerb, wholeNumber } from './lib/flags';
import { manifestFiles, namespacesIn } from './lib/manifests';
import { deleteOutdated } from './lib/remake';
import { run } from './lib/run';
import { say } from './lib/say';
import { readersOf } from './lib/secret-readers';
import { readEnvFile, secretsToMake } from './lib/secret-values';
import { waitUntilUp } from './lib/wait-until-up';

void run({
  name: 'apply',
  does: 'Applies the folder of manifests, and the Secrets of the environment, and waits until all is up.',
  flags: {
    ...clusterFlags,
    dir: { value: 'FOLDER', help: 'folder of manifests', default: 'dist' },
    timeout: {
      value: 'SECONDS',
      help: 'how long to wait while no more workloads come up',
      default: '180',
    },
  },
  body: async ({ dir, timeout, ...target }) => {
    const seconds = wholeNumber('timeout', timeout, 1, 3600);

    // What can fail without the cluster fails first: then nothing was applied.
    const files = manifestFiles(dir);
    const text = files.map((file) => file.text).join('\n');
    const sources = { environment: process.env, file: readEnvFile('.env') };
    const filled = secretsToMake(secrets, text, sources);

    const kubectl = await connect(target);
    say.done(`the cluster of context "${target.context}" answers`);
    // The dry run reads every file to its end, so that broken YAML changes nothing. Not one of `apply`:
    // that merges with what is there, which kubectl 1.36 cannot do for a CustomResourceDefinition.
    const preview = ['create', '-f', dir, '--dry-run=client'];
    const objects = await kubectl.items<Manifest>(preview);
    say.done(`the ${files.length} files of "${dir}" can be read`);

    // Namespaces come first, then Secrets: pods find both when they start.
    const namespaces = files.flatMap(namespacesIn).join('---\n');
    if (namespaces !== '') await kubectl.show(['apply', '-f', '-'], { input: namespaces });
    for (const { secret, values } of filled) {
      const { namespace, name } = secret;
      const change = await applySecret(kubectl, secret, values);
      say.done(`Secret ${namespace}/${name}: ${change}`);
      // Also a new one: pods that do without it run already, and know nothing of it.
      if (change !== 'unchanged') {
        await restartReaders(kubectl, secret, readersOf(secret, objects));
      }
    }
    await deleteOutdated(kubectl, objects);
    await kubectl.show(['apply', '-f', dir]);
    await applyCustomResources(kubectl, dir, objects);

    const count = await waitUntilUp(kubectl, objects, seconds);
    say.done(`all ${count} workloads are up`);
    say.next(`Next: ${nextVerb('demo', target)}`);
  },
});
