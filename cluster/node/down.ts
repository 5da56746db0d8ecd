import { run } from '../lib/run';
import { say } from '../lib/say';
import { lock } from './lib/lock';
import { needMachine } from './lib/needs';
import { clusterName } from './lib/place';
import { tearDown } from './lib/tear-down';

void run({
  name: 'node:down',
  does: 'Ends the cluster of `npm run node:up`, and leaves nothing of it but the cache.',
  flags: {},
  body: async () => {
    needMachine();
    await lock();
    const wasThere = await tearDown();
    say.done(
      wasThere
        ? `the cluster "${clusterName}" is gone`
        : `there is no cluster "${clusterName}": nothing to end`,
    );
  },
});
