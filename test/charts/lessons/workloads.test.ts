import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { toYaml } from '../../../lib/yaml';
import { appOf } from '../../helpers/app-of';
import { difference } from '../../helpers/difference';
import { describeLessons } from '../../helpers/lessons';
import { yamlOf } from '../../helpers/output';
import { manifestsIn } from '../../helpers/manifests';
import '../../helpers/matchers';
import { rows } from '../../workshop/workloads';

const root = resolve(__dirname, '../../..');

describeLessons(rows);

test.each([
  ['deployment', 'paused = false', 'paused = true', ['-   paused: false', '+   paused: true']],
  [
    'rollout',
    "'green' = 'blue'",
    "'green' = 'green'",
    ['-     app: blue', '+     app: green', '-     app: green', '+     app: blue'],
  ],
])('one typed switch changes %s, and nothing else in it', (name, from, to, changes) => {
  const path = join(root, `lib/charts/lessons/${name}.ts`);
  const source = readFileSync(path, 'utf8');
  expect(source.split(from)).toHaveLength(2);
  const after = toYaml(manifestsIn(appOf(path, source.replace(from, to))));
  expect(difference(yamlOf(name, 'cloud'), after).match(/^[-+].*/gm)).toEqual(changes);
});

test.each([
  ['blue', 'green', "= 'blue'"],
  ['green', 'blue', "= 'green'"],
])('while %s is live, nobody gets to %s', (live, other, written) => {
  const path = join(root, 'lib/charts/lessons/rollout.ts');
  const source = readFileSync(path, 'utf8').replace(/= '(blue|green)'/, written);
  const app = appOf(path, source);
  expect(app).toReach('service/blue-green', `deployment/${live}`);
  expect(app).not.toReach('service/blue-green', `deployment/${other}`);
});
