import { run } from '../lib/run';
import { build } from './lib/build';
import { lock } from './lib/lock';
import { needMachine } from './lib/needs';

void run({
  name: 'node:build',
  does: 'Compiles the programs and builds the images of `npm run node:up` that its cache lacks.',
  flags: {},
  body: async () => {
    needMachine();
    await lock();
    await build();
  },
});
