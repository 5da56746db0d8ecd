import { contenders } from './contenders';

// Prints what one contender makes.
const [name, objects] = process.argv.slice(2);
const contender = contenders.find((each) => each.name === name);
if (!contender) throw new Error(`no contender is called "${name ?? ''}"`);
process.stdout.write(contender.run(Number(objects), () => undefined));
