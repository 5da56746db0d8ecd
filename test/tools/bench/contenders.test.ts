import { contenders, type Part } from '../../../tools/bench/contenders';
import { TRIO } from '../../../tools/bench/sizes';

test.each(contenders)('$name makes as many objects as are asked for', ({ run }) => {
  const laps: Part[] = [];
  const yaml = run(25, (part) => laps.push(part));
  expect(yaml.match(/^kind: /gm)).toHaveLength(25);
  expect(laps.at(-1)).toBe('write');
});

test.each(contenders.filter(({ name }) => !name.endsWith('-plus')))(
  '$name makes one application',
  ({ run }) => {
    expect(run(TRIO, () => undefined).match(/^kind: .*/gm)).toEqual([
      'kind: Namespace',
      'kind: Deployment',
      'kind: Service',
    ]);
  },
);
