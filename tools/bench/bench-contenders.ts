import { child } from './child';
import { contenders, type Part, parts } from './contenders';
import { median, percent, whole } from './figures';
import type { Measurement } from './measure';
import { table } from './table';

/** One run, with the time on the clock that the whole process took. */
interface Run extends Measurement {
  readonly wall: number;
}

/** Makes the same objects with each contender, in rounds, so that a machine which slows down slows them all. */
export async function benchContenders(objects: number, runs: number): Promise<void> {
  const results = new Map<string, Run[]>(contenders.map(({ name }) => [name, []]));
  // The first round fills the caches of files and is not counted.
  for (let round = 0; round <= runs; round++) {
    for (const { name } of contenders) {
      console.error(`${objects} objects, run ${round} of ${runs}: ${name}`);
      const { output, wall } = await child('measure', [name, String(objects)]);
      const run = { ...(JSON.parse(output) as Measurement), wall };
      if (run.objects !== objects) throw new Error(`${name} made ${run.objects}, not ${objects}`);
      if (round > 0) results.get(name)?.push(run);
    }
  }
  const seen = (name: string) => results.get(name) ?? [];
  console.log(
    `\n${objects} objects, median of ${runs} runs: milliseconds of processor time by part`,
  );
  console.log(
    table(
      ['', ...parts, 'process', 'on the clock', 'peak MiB'],
      contenders.map(({ name }) => [
        name,
        ...parts.map((part) => whole(median(seen(name).map((run) => run.parts[part])))),
        whole(median(seen(name).map(({ cpu }) => cpu))),
        whole(median(seen(name).map(({ wall }) => wall))),
        whole(median(seen(name).map(({ memory }) => memory))),
      ]),
    ),
  );
  for (const [mine, theirs] of [
    ['orquesta', 'cdk8s'],
    ['orquesta-plus', 'cdk8s-plus'],
  ] as const) {
    const rules = (run: Run | undefined) => sum(run, 'load rules', 'rules');
    const ratios = (of: (run: Run, other: Run) => number) =>
      median(seen(mine).map((run, index) => of(run, seen(theirs)[index] ?? run)));
    const toMake = ratios(
      (run, other) => sum(run, 'rules') / sum(other, 'make', 'render', 'write'),
    );
    const onTop = ratios((run) => rules(run) / (run.cpu - rules(run)));
    const all = ratios((run, other) => run.cpu / other.cpu);
    console.log(
      `${mine}: all rules take ${percent(toMake)} of what ${theirs} takes to make the objects, and with their loading add ${percent(onTop)} to the process. With the line of every object, ordering and checks, the process takes ${percent(all)} of what ${theirs} takes`,
    );
  }
}

function sum(run: Run | undefined, ...names: readonly Part[]): number {
  return names.reduce((total, name) => total + (run?.parts[name] ?? 0), 0);
}
