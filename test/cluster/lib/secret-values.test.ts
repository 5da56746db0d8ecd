import { secretsToMake, type Sources } from '../../../cluster/lib/secret-values';
import { flaskToken, lessonSecrets, type SecretFromEnvironment } from '../../../lib/secrets';

const { certificate, join } = lessonSecrets;
const needs = 'secretKeyRef:\n  key: token\n  name: mi-app-token\n';
const lesson = 'kind: Namespace\nmetadata:\n  name: taller-secret\n';

/** The Secrets that would be made of the variables, each as its name and its values. */
function made(
  text: string,
  environment: Sources['environment'],
  file?: Sources['file'],
  secrets: readonly SecretFromEnvironment[] = [flaskToken, certificate, join],
) {
  const filled = secretsToMake(secrets, text, { environment, file });
  return Object.fromEntries(filled.map(({ secret, values }) => [secret.name, values]));
}

test('the environment decides before .env, where it has a value', () => {
  const file = { API_TOKEN: 'from .env' };
  const inBoth = { API_TOKEN: 'from the environment' };
  expect(made(needs, inBoth, file)).toEqual({ 'mi-app-token': { token: 'from the environment' } });
  expect(made(needs, { API_TOKEN: '' }, file)).toEqual({ 'mi-app-token': { token: 'from .env' } });
});

test('without .env, the message says how to begin one', () => {
  expect(() => made(needs, {})).toThrow(
    'nothing was applied: the Secret "flask-demo/mi-app-token" needs API_TOKEN, which is in neither the environment nor .env: copy .env.example to .env and write the value there',
  );
});

test('where .env has no value, the message says after what to write it', () => {
  expect(() => made(needs, {}, { API_TOKEN: '' })).toThrow(
    'nothing was applied: the Secret "flask-demo/mi-app-token" needs API_TOKEN, and .env has no value for it: write one after `API_TOKEN=`',
  );
});

test('every missing variable is named at once', () => {
  const place = { namespace: 'a', keys: { user: 'DB_USER', pass: 'DB_PASS' } } as const;
  const secrets = ['b', 'c'].map((name) => ({ ...place, name }));
  expect(() => made('name: b\nname: c\n', {}, {}, secrets)).toThrow(
    'nothing was applied: the Secret "a/b" needs DB_USER and DB_PASS, and .env has no value for them: write one after `DB_USER=` and `DB_PASS=`\n  the Secret "a/c" needs DB_USER and DB_PASS, and .env has no value for them: write one after `DB_USER=` and `DB_PASS=`',
  );
});

test.each([
  ['secretName: mi-app-token', true],
  ['secretKeyRef: { name: mi-app-token, key: token }', true],
  ['"secretKeyRef": {"name": "mi-app-token"}', true],
  ['name: mi-app-token-2', false],
  ['name: other-mi-app-token', false],
  ['# mi-app-token', false],
])('whether "%s" needs the Secret: %s', (text, isNeeded) => {
  expect(Object.keys(made(text, { API_TOKEN: 'x' }))).toEqual(isNeeded ? ['mi-app-token'] : []);
});

const tls = { TALLER_TLS_CERTIFICATE: 'c', TALLER_TLS_KEY: 'k' };
const token = { TALLER_BOOTSTRAP_TOKEN_ID: 'taller', TALLER_BOOTSTRAP_TOKEN_SECRET: 's' };

test('a Secret of a lesson is made when all of its values are given', () => {
  expect(made(lesson, {})).toEqual({});
  expect(made(lesson, tls)).toEqual({ tls: { 'tls.crt': 'c', 'tls.key': 'k' } });
});

test('one that is half given is refused, with what is missing', () => {
  expect(() => made(lesson, { TALLER_TLS_KEY: 'k' }, {})).toThrow(
    'nothing was applied: the Secret "taller-secret/tls" needs TALLER_TLS_CERTIFICATE, and .env has no value for it: write one after `TALLER_TLS_CERTIFICATE=`, or leave out TALLER_TLS_KEY too: then the lesson does without',
  );
});

test('nothing of a lesson is made for a folder without it, not even in kube-system', () => {
  expect(made(needs, { API_TOKEN: 'x', ...tls, ...token })).toEqual({
    'mi-app-token': { token: 'x' },
  });
  expect(made('namespace: taller-secret-2\n', { ...tls, ...token })).toEqual({});
  expect(made(lesson, token)).toEqual({
    'bootstrap-token-taller': { 'token-id': 'taller', 'token-secret': 's' },
  });
});

test("a developer's own variables are none of a lesson", () => {
  const variables = Object.values(lessonSecrets).flatMap(({ keys }) => Object.values(keys));
  expect(variables.filter((variable) => !variable.startsWith('TALLER_'))).toEqual([]);
});
