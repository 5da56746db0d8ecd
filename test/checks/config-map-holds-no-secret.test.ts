import { configMapHoldsNoSecret } from '../../lib/checks/config-map-holds-no-secret';
import type { Manifest } from '../../lib/graph/manifest';
import { reporter } from '../helpers/graph';

const report = reporter(configMapHoldsNoSecret);

const settings = (data: unknown): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'demo' },
  data,
});

test('a password in a ConfigMap is named, and not told', () => {
  expect(report(settings({ DB_PASSWORD: 'hunter2' })))
    .toBe(`program.ts:1:1  config-map-holds-no-secret (warning)
  ConfigMap "demo/settings" holds a password in data.DB_PASSWORD; a ConfigMap is no place for one
  Fix: move it into a Secret, such as one of lib/secrets.ts, and read it from there
  More: docs/checks/config-map-holds-no-secret.md`);
});

const pem = '-----BEGIN RSA PRIVATE KEY-----';

test.each([
  ['dbPasswd', '123456', 'a password'],
  ['MYSQL_PWD', 'root', 'a password'],
  ['redis-password', 'x1y2z3', 'a password'],
  ['CLIENT_SECRET', 's3cr3t', 'a secret'],
  ['GITHUB_TOKEN', 'abc123', 'a token'],
  ['apiKey', 'abc123', 'a key'],
  ['AWS_SECRET_ACCESS_KEY', 'abc123', 'a key'],
  ['tls.key', `${pem}\nMIIEpAIBAAKCAQEA\n`, 'a private key'],
  ['config.json', `{"key":"${pem}\\nMIIEpAIBAAKCAQEA"}`, 'a private key'],
  ['DATABASE_URL', 'postgres://app:hunter2@db/app', 'the password of a URL'],
])('%s of %j is %s', (key, value, kind) => {
  const text = report(settings({ [key]: value }));
  expect(text).toContain(`holds ${kind} in data.${key}; `);
  expect(text).not.toContain(value);
});

test.each([
  ['PASSWORD_FILE', 'whatever'],
  ['TOKEN_TTL', '3600'],
  ['TOKEN', '3600'],
  ['SESSION_TOKEN', '15m'],
  ['DB_PASSWORD', ''],
  ['DB_PASSWORD', '/run/secrets/db'],
  ['DB_PASSWORD', '$(DB_PASSWORD)'],
  ['DB_PASSWORD', '{{ .Values.password }}'],
  ['DB_PASSWORD', '<password>'],
  ['DB_PASSWORD', '*****'],
  ['REQUIRE_PASSWORD', 'true'],
  ['TLS_SECRET', 'my-tls-secret'],
  ['OIDC_TOKEN', 'https://example.com/token'],
  ['public-key', 'ssh-ed25519 AAAA'],
  ['CWD', 'root'],
  ['DATABASE_URL', 'postgres://app:$(PASSWORD)@db/app'],
  ['DATABASE_URL', 'postgres://db/app'],
  ['README', `a key starts with ${pem} and so on`],
  ['config.yaml', 'user: app\npassword: hunter2\n'],
])('%s of %j passes', (key, value) => {
  expect(report(settings({ [key]: value }))).toBe('');
});

test('wrong types are another rule’s business, and Secrets may hold secrets', () => {
  expect(report(settings({ DB_PASSWORD: 5 }), settings('DB_PASSWORD=hunter2'))).toBe('');
  expect(report({ ...settings({ DB_PASSWORD: 'hunter2' }), kind: 'Secret' })).toBe('');
});
