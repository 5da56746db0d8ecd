import { secrets } from '../lib/secrets';
import { applySecret, restartReaders } from './lib/apply-secret';
import { connect } from './lib/connect';
import { clusterFlags, nextVerb, wholeNumber } from './lib/flags';
import { applyCustomResources } from './lib/custom-resources';
import { manifestFiles, namespacesIn } from './lib/manifests';
import type { List, Workload } from './lib/objects';
import { waitForRollout } from './lib/rollout';
import { run } from './lib/run';
import { say } from './lib/say';
import { readEnvFile, secretsToMake } from './lib/secret-values';

void run({
  name: 'apply',
  does: 'Applies the folder of manifests, and the Secrets of the environment, and waits until all is up.',
  flags: {
    ...clusterFlags,
    dir: { value: 'FOLDER', help: 'folder of manifests', default: 'dist' },
    timeout: { value: 'SECONDS', help: 'how long each workload may take', default: '180' },
  },
  body: async ({ dir, timeout, ...target }) => {
    const seconds = wholeNumber('timeout', timeout, 1, 3600);

    // What can fail without the cluster fails first: then nothing was applied.
    const files = manifestFiles(dir);
    const sources = [process.env, readEnvFile('.env')];
    const text = files.map((file) => file.text).join('\n');
    const needed = secretsToMake(secrets, text, sources);

    const kubectl = await connect(target);
    say.done(`the cluster of context "${target.context}" answers`);
    // The dry run reads every file to its end, so that broken YAML changes nothing.
    const preview = ['apply', '-f', dir, '--dry-run=client'];
    const seen = await kubectl.json<List<Workload> | Workload>(preview);
    const objects = 'items' in seen ? seen.items : [seen];
    say.done(`the ${files.length} files of "${dir}" can be read`);

    // Namespaces come first, then Secrets: pods find both when they start.
    const namespaces = files.flatMap(namespacesIn).join('---\n');
    if (namespaces !== '') await kubectl.show(['apply', '-f', '-'], { input: namespaces });
    for (const { secret, values } of needed) {
      const change = await applySecret(kubectl, secret, values);
      say.done(`Secret ${secret.namespace}/${secret.name}: ${change}`);
      if (change === 'changed') await restartReaders(kubectl, secret);
    }
    await kubectl.show(['apply', '-f', dir]);
    await applyCustomResources(kubectl, dir, objects);

    const workloads = objects.filter(({ kind }) =>
      /^(Deployment|StatefulSet|DaemonSet)$/.test(kind),
    );
    for (const workload of workloads) await waitForRollout(kubectl, workload, seconds);
    say.done(`${workloads.length} workloads are up`);
    say.next(`Next: ${nextVerb('demo', target)}`);
  },
});
