import { variableReferenceIsDefined } from '../../lib/checks/variable-reference-is-defined';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(variableReferenceIsDefined);

const running = (container: object) => deployment({ container });
const host = { name: 'DB_HOST', value: 'db' };

test('a variable that the container does not define is named', () => {
  const args = ['--db=$(DB_HSOT):5432'];
  expect(report(running({ env: [host], args })))
    .toBe(`program.ts:1:1  variable-reference-is-defined (warning)
  Deployment "demo/api" mentions $(DB_HSOT) in spec.template.spec.containers[0].args[0], and the container defines no such variable; did you mean "DB_HOST"?
  Fix: correct the name, define it in \`env\`, or write "$$(" if the text is meant as it is
  More: docs/checks/variable-reference-is-defined.md`);
});

test('in the value of another variable, it is defined further up', () => {
  const url = { name: 'URL', value: 'postgres://$(DB_HOST)/app' };
  expect(report(running({ env: [host, url] }))).toBe('');
  expect(report(running({ env: [url, host] }))).toContain(
    'mentions $(DB_HOST) in spec.template.spec.containers[0].env[0].value, and the container defines it further down only\n  Fix: define it further up in the list',
  );
  expect(report(running({ env: [{ name: 'PATH', value: '$(PATH):/app' }] }))).toContain('$(PATH)');
});

test.each([
  ['a variable that is defined', { env: [host], command: ['app', '$(DB_HOST)'] }],
  ['what envFrom may bring', { envFrom: [{ configMapRef: { name: 'x' } }], args: ['$(DB_HOST)'] }],
  ['a variable of a Service', { args: ['$(API_SERVICE_HOST)', '$(API_PORT_80_TCP_ADDR)'] }],
  ['the output of a program', { command: ['/bin/sh', '-c'], args: ['echo $(HOSTNAME)'] }],
  ['a dollar sign', { args: ['$$(DB_HOST)', '$(date)', '$DB_HOST', '${DB_HOST}'] }],
  ['what has the wrong type', { args: 5, command: [null], env: ['$(DB_HOST)', { value: 1 }] }],
])('%s passes', (_, container) => {
  expect(report(running(container))).toBe('');
});
