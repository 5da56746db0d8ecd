import { envHoldsNoSecret } from '../../lib/checks/env-holds-no-secret';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(envHoldsNoSecret);

const having = (...env: unknown[]) => deployment({ container: { env } });

test('a password as literal text is named, and not told', () => {
  const text = report(having({ name: 'A', value: '1' }, { name: 'DB_PASSWORD', value: 'hunter2' }));
  expect(text).toBe(`program.ts:1:1  env-holds-no-secret (warning)
  Deployment "demo/api" holds a password in spec.template.spec.containers[0].env[1].value, the value of "DB_PASSWORD"
  Fix: put it into a Secret, such as one of lib/secrets.ts, and read it with valueFrom.secretKeyRef
  More: docs/checks/env-holds-no-secret.md`);
});

test('a variable that is read from a Secret, or from another variable, passes', () => {
  const valueFrom = { secretKeyRef: { name: 'db', key: 'password' } };
  expect(report(having({ name: 'DB_PASSWORD', valueFrom }))).toBe('');
  expect(report(having({ name: 'PGPASSWORD', value: '$(DB_PASSWORD)' }))).toBe('');
});

test('wrong types are another rule’s business', () => {
  expect(report(having(null, 'DB_PASSWORD=x', { value: 'x' }, { name: 'TOKEN', value: {} }))).toBe(
    '',
  );
  expect(report(deployment({ container: { env: 'DB_PASSWORD=x' } }))).toBe('');
});
