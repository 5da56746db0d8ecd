import { check } from '../../../lib/check';
import { rules } from '../../../lib/checks';
import { Graph } from '../../../lib/graph/graph';
import { toText } from '../../../lib/report/text';
import { graphOf } from '../../../lib/synthesize';
import { plainTeam } from '../../../tools/bench/plain-team';
import { plusTeam } from '../../../tools/bench/plus-team';
import { appOf, TEAM } from '../../../tools/bench/team';

const teams = { plainTeam, plusTeam };

test.each(Object.entries(teams))('the mix of %s has as many objects as it says', (_, team) => {
  expect(graphOf(appOf(4 * TEAM, team)).objects).toHaveLength(100);
});

test.each(Object.entries(teams))('no rule has anything against the mix of %s', (_, team) => {
  const { objects, findings } = graphOf(appOf(2 * TEAM, team));
  const graph = new Graph(objects);
  expect(toText([...findings, ...check(graph, rules)])).toBe('');
});

test('both mixes have the same objects', () => {
  const [plain, plus] = Object.values(teams).map((team) =>
    graphOf(appOf(2 * TEAM, team)).objects.map(({ manifest: { kind, metadata } }) =>
      [kind, metadata.namespace, metadata.name].join(),
    ),
  );
  expect(plus).toEqual(plain);
});

test('a number of objects that makes no whole teams is refused', () => {
  expect(() => appOf(30, plainTeam)).toThrow('30 objects are wanted; a multiple of 25 is needed');
});
