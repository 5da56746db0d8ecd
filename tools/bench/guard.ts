import { contenders } from './contenders';
import { median } from './figures';

/**
 * Processor time of this program for `OBJECTS` objects with all rules, by that of cdk8s, which makes the
 * same without a check and changes only with the lock file. Whoever makes the program faster lowers it.
 */
const WANTED = 0.76;

/** What is told: less is noise, also on a machine that does other things, and a regression of a fifth is more. */
const TOLERANCE = 1.15;

const OBJECTS = 1000;
const ROUNDS = 20;
/** Rounds until V8 has compiled what it will compile. */
const WARM_UP = 6;

const ignore = () => undefined;

/** Milliseconds of processor time, on all threads, that a contender takes in this process. */
function cost(name: string): number {
  const contender = contenders.find((each) => each.name === name);
  if (!contender) throw new Error(`no contender is called "${name}"`);
  globalThis.gc?.();
  const start = process.cpuUsage();
  contender.run(OBJECTS, ignore);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

const ratios: number[] = [];
for (let round = -WARM_UP; round < ROUNDS; round++) {
  // Both by turns: a machine that is slow is slow for both.
  const ratio = cost('orquesta') / cost('cdk8s');
  if (round >= 0) ratios.push(ratio);
}
const ratio = median(ratios);
const relation = `${OBJECTS} objects take ${ratio.toFixed(2)} times the processor time of cdk8s, and ${WANTED} is wanted`;
if (ratio > WANTED * TOLERANCE) {
  console.error(
    `${relation}: find what became slower with \`npm run bench -- --parts\`, or, if it is worth it, raise WANTED in tools/bench/guard.ts`,
  );
  process.exitCode = 1;
} else console.log(relation);
