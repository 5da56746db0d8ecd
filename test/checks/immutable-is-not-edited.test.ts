import { immutableIsNotEdited } from '../../lib/checks/immutable-is-not-edited';
import type { Manifest } from '../../lib/graph/manifest';
import { reporter } from '../helpers/graph';

const settings = (fields: object, kind = 'ConfigMap'): Manifest => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'settings', namespace: 'demo' },
  immutable: true,
  ...fields,
});

const report = (was: Manifest, is: Manifest) =>
  reporter(immutableIsNotEdited, { before: [was] })(is);

test('other data under the name of an immutable ConfigMap is refused, without telling the values', () => {
  const text = report(
    settings({ data: { level: 'info', same: '1', gone: '1' }, binaryData: { logo: 'AAAA' } }),
    settings({ data: { level: 'debug', same: '1', new: '1' }, binaryData: { logo: 'BBBB' } }),
  );
  expect(text).toBe(`program.ts:1:1  immutable-is-not-edited
  ConfigMap "demo/settings" is immutable in the last output, and differs from it in data.level, data.gone, binaryData.logo, data.new
  Fix: leave it as it is, and give the new data a new name, such as one that ends in a version
  More: docs/checks/immutable-is-not-edited.md`);
});

test('it cannot be made mutable again', () => {
  const data = { level: 'info' };
  expect(report(settings({ data }), settings({ data, immutable: false }))).toContain(
    'differs from it in immutable\n',
  );
});

test('a Secret is compared as the API server files it', () => {
  const old = settings({ stringData: { key: 'abc' } }, 'Secret');
  expect(report(old, settings({ data: { key: 'YWJj' } }, 'Secret'))).toBe('');
  expect(report(old, settings({ data: { key: 'YWJk' } }, 'Secret'))).toContain('in data.key\n');
});

test('the same data, one that was not immutable, and another kind, name or namespace pass', () => {
  const old = settings({ data: { level: 'info' } });
  const edited = settings({ data: { level: 'debug' } });
  expect(report(old, old)).toBe('');
  expect(report({ ...old, immutable: false }, edited)).toBe('');
  expect(report(old, { ...edited, kind: 'Secret' })).toBe('');
  expect(report(old, { ...edited, metadata: { name: 'settings-2', namespace: 'demo' } })).toBe('');
  expect(report(old, { ...edited, metadata: { name: 'settings' } })).toBe('');
  expect(reporter(immutableIsNotEdited)(edited)).toBe('');
});
