import { describeLessons } from '../../helpers/lessons';
import { graphIn } from '../../helpers/graph-in';
import '../../helpers/matchers';
import { rows } from '../../workshop/network';

describeLessons(rows);

test.each([
  ['service/mi-servicio', 'deployment/my-app'],
  ['service/mi-servicio-headless', 'deployment/my-app'],
  ['ingress/minimal-ingress', 'deployment/taller-ingress/test'],
])('%s leads to %s', (from, to) => {
  expect(graphIn('cloud')).toReach(from, to);
});

test('a path of an Ingress leads to its own Service alone', () => {
  expect(graphIn('cloud')).not.toReach(
    'ingress/minimal-ingress',
    'deployment/taller-ingress/backend',
  );
});
