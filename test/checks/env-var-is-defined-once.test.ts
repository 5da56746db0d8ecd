import { envVarIsDefinedOnce } from '../../lib/checks/env-var-is-defined-once';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(envVarIsDefinedOnce);

test('a second definition of the same variable is named, with the first', () => {
  const env = [
    { name: 'LEVEL', value: 'info' },
    { name: 'OTHER', value: '1' },
    { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'settings', key: 'level' } } },
  ];
  expect(report(deployment({ container: { env } })))
    .toBe(`program.ts:1:1  env-var-is-defined-once (warning)
  Deployment "demo/api" defines the environment variable "LEVEL" in spec.template.spec.containers[0].env[0].name and again in spec.template.spec.containers[0].env[2].name; the last one counts
  Fix: remove all but one
  More: docs/checks/env-var-is-defined-once.md`);
});

test('the same variable in two containers passes, and so do the names of what variables are read from', () => {
  const env = [
    { name: 'A', valueFrom: { secretKeyRef: { name: 'x', key: 'a' } } },
    { name: 'x', valueFrom: { secretKeyRef: { name: 'x', key: 'b' } } },
  ];
  const containers = [
    { name: 'one', env },
    { name: 'two', env },
  ];
  expect(report(deployment({ spec: { template: { spec: { containers } } } }))).toBe('');
  expect(report(deployment({ container: { env: 'A=1' } }))).toBe('');
});
