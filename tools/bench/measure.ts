import { contenders, type Part } from './contenders';

/** What one run in a process of its own took. */
export interface Measurement {
  /** Objects that were written. */
  readonly objects: number;
  /** Milliseconds of processor time, all threads, by part. */
  readonly parts: Partial<Record<Part, number>>;
  /** The same of the whole process, from its start. */
  readonly cpu: number;
  /** The most memory that it held, in MiB. */
  readonly memory: number;
}

/** Runs one contender in this process, which must be a new one, and prints what it took as JSON. */
function measure(name: string, objects: number): void {
  const contender = contenders.find((each) => each.name === name);
  if (!contender) throw new Error(`no contender is called "${name}"`);
  const took: Partial<Record<Part, number>> = {};
  let last = used();
  const yaml = contender.run(objects, (part) => {
    const now = used();
    took[part] = (took[part] ?? 0) + now - last;
    last = now;
  });
  const measurement: Measurement = {
    objects: yaml.match(/^kind: /gm)?.length ?? 0,
    parts: took,
    cpu: used(),
    memory: process.resourceUsage().maxRSS / 1024,
  };
  console.log(JSON.stringify(measurement));
}

/** Processor time of this process so far, in milliseconds. */
function used(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const [name = '', objects] = process.argv.slice(2);
measure(name, Number(objects));
