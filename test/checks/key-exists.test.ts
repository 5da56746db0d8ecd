import { keyExists } from '../../lib/checks/key-exists';
import type { Manifest } from '../../lib/graph/manifest';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(keyExists);

const reading = (key: string, more: object = {}) =>
  deployment({
    container: { env: [{ valueFrom: { configMapKeyRef: { name: 'settings', key, ...more } } }] },
  });

const settings = (fields: object): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'demo' },
  ...fields,
});

const data = { data: { level: 'info', 'app.conf': '' } };

test('a key that is not there is refused, and told what is', () => {
  expect(report(reading('port'), settings(data))).toBe(`program.ts:1:1  key-exists
  Deployment "demo/api" reads the key "port" of ConfigMap "demo/settings" in spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key, which has "level", "app.conf"
  Fix: correct the key, or add it to the data
  More: docs/checks/key-exists.md`);
});

test('a near key is asked for, also one in other capitals', () => {
  expect(report(reading('levle'), settings(data))).toContain('; did you mean "level"?');
  expect(report(reading('LEVEL'), settings(data))).toContain('; did you mean "level"?');
});

test('a key of any of the data passes', () => {
  expect(report(reading('level'), settings(data))).toBe('');
  expect(report(reading('logo'), settings({ binaryData: { logo: '' } }))).toBe('');
});

test('what the object does without is not judged, unless its name was mistyped', () => {
  expect(report(reading('port', { optional: true }), settings(data))).toBe('');
  expect(report(reading('levl', { optional: true }), settings(data))).toContain(
    '; did you mean "level"?',
  );
});

test('one that is not there, or without data, is filled by others', () => {
  expect(report(reading('port'))).toBe('');
  expect(report(reading('port'), settings({}))).toBe('');
});

test('a key that is mounted as a file is read too', () => {
  const spec = (subPath: string) => ({
    containers: [{ volumeMounts: [{ name: 'v', mountPath: '/etc/app.conf', subPath }] }],
    volumes: [{ name: 'v', configMap: { name: 'settings' } }],
  });
  const mounting = (subPath: string) => deployment({ spec: { template: { spec: spec(subPath) } } });
  expect(report(mounting('app.conf'), settings(data))).toBe('');
  expect(report(mounting('app.cfg'), settings(data))).toContain(
    'in spec.template.spec.containers[0].volumeMounts[0].subPath',
  );
});

test('the certificate of an Ingress has its two keys', () => {
  const ingress: Manifest = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'demo' },
    spec: { tls: [{ secretName: 'tls' }] },
  };
  const secret = (keys: object): Manifest => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'tls', namespace: 'demo' },
    stringData: keys,
  });
  expect(report(ingress, secret({ 'tls.crt': '', 'tls.key': '' }))).toBe('');
  expect(report(ingress, secret({ 'tls.crt': '' }))).toContain('reads the key "tls.key"');
});
