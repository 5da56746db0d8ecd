import { didYouMean, nearest, patient } from '../../lib/graph/nearest';

test.each([
  ['settigns', ['secrets', 'settings'], 'settings'],
  ['PASSWORD', ['user', 'password'], 'password'],
  ['wbe', ['api', 'web'], 'web'],
  ['bew', ['web'], undefined],
  ['ab', ['xy'], undefined],
  ['web', ['we', 'api'], 'we'],
  ['production', ['product'], 'product'],
  ['settings', ['settings'], undefined],
  ['x', ['y'], undefined],
])('%s among %j is %s', (written, candidates, expected) => {
  expect(nearest(written, candidates)).toBe(expected);
});

test('the question is asked only when there is an answer', () => {
  expect(didYouMean('traefic', ['traefik'])).toBe('; did you mean "traefik"?');
  expect(didYouMean('nginx', ['traefik'])).toBe('');
});

test('whoever asks for very many names is told nothing at the end', () => {
  const ask = patient(didYouMean, 3);
  expect(ask('traefic', ['nginx', 'traefik'])).toBe('; did you mean "traefik"?');
  expect(ask('traefic', ['nginx', 'traefik'])).toBe('');
});
