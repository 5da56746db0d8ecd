import { flaskToken } from '../../../lib/secrets';
import { secretValues } from '../../../cluster/lib/secret-values';

test('the environment decides before .env', () => {
  const sources = [{ API_TOKEN: 'from the environment' }, { API_TOKEN: 'from .env' }];
  expect(secretValues(flaskToken, sources)).toEqual({ token: 'from the environment' });
});

test('an empty variable is as good as none', () => {
  const sources = [{ API_TOKEN: '' }, { API_TOKEN: 'from .env' }];
  expect(secretValues(flaskToken, sources)).toEqual({ token: 'from .env' });
});

test('every missing variable is named at once', () => {
  const secret = {
    namespace: 'a',
    name: 'b',
    keys: { user: 'DB_USER', pass: 'DB_PASS' },
    readers: [],
  } as const;
  expect(() => secretValues(secret, [{}])).toThrow(
    'nothing was applied: the Secret "a/b" needs DB_USER, DB_PASS, which is in neither the environment nor .env: copy .env.example to .env and write the value there',
  );
});
