import { contenders, type Part } from '../../../tools/bench/contenders';

test.each(contenders)('$name makes as many objects as are asked for', ({ run }) => {
  const laps: Part[] = [];
  const yaml = run(25, (part) => laps.push(part));
  expect(yaml.match(/^kind: /gm)).toHaveLength(25);
  expect(laps.at(-1)).toBe('write');
});
