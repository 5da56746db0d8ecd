import { difference } from '../../helpers/difference';
import { describeLessons } from '../../helpers/lessons';
import { yamlOf } from '../../helpers/output';
import { ProgramCopy } from '../../helpers/program';
import { rows } from '../../workshop/workloads';

describeLessons(rows);

test('one typed switch pauses a Deployment, and one moves Blue/Green', async () => {
  const copy = new ProgramCopy();
  const run = await copy
    .edit('lib/charts/lessons/deployment.ts', 'paused = false', 'paused = true')
    .edit('lib/charts/lessons/rollout.ts', "'green' = 'blue'", "'green' = 'green'")
    .synth();
  const after = copy.dist();
  copy.remove();
  expect(run.status).toBe(0);

  const changes = (name: string) =>
    difference(yamlOf(name, 'kind'), after[`${name}.k8s.yaml`] ?? '').match(/^[-+].*/gm);
  expect(changes('deployment')).toEqual(['-   paused: false', '+   paused: true']);
  expect(changes('rollout')).toEqual([
    '-     app: blue',
    '+     app: green',
    '-     app: green',
    '+     app: blue',
  ]);

  const before = yamlOf('rollout', 'kind').split('---\n');
  const moved = (after['rollout.k8s.yaml'] ?? '')
    .split('---\n')
    .filter((object, index) => object !== before[index]);
  expect(moved.map((object) => object.match(/^(kind|  name): .*/gm))).toEqual([
    ['kind: Service', '  name: blue-green'],
    ['kind: Service', '  name: blue-green-preview'],
  ]);
});
