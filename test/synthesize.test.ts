import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import { ConfigMap, Ingress } from 'cdk8s-plus-28';
import type { Finding } from '../lib/report/finding';
import { toText } from '../lib/report/text';
import { graphOf, synthesize } from '../lib/synthesize';

/** The findings of a program that is made by `program`, without the place, which is this file. */
function findings(program: (chart: Chart) => void): string {
  const result = synthesize(['kind'], () => {
    const app = new App();
    program(new Chart(app, 'test'));
    return app;
  });
  return toText(own(result.findings)).replaceAll(
    /^test\/synthesize\.test\.ts:\d+:\d+ {2}/gm,
    'HERE ',
  );
}

/** These programs need nothing of what the environment declares, and need not say so. */
function own(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ rule }) => rule !== 'external-is-used');
}

test('what a library refuses is a finding at the line that called it', () => {
  const text = findings((chart) => {
    new ConfigMap(chart, 'twice');
    new ConfigMap(chart, 'twice');
  });
  expect(text).toBe(`HERE program-runs
  There is already a Construct with name 'twice' in Chart [test]
  Fix: correct the call at this line; the message is that of the library it calls
  More: docs/checks/program-runs.md`);
});

test('what a construct says against itself is a finding at the line that made it', () => {
  expect(findings((chart) => new Ingress(chart, 'empty'))).toBe(`HERE construct-is-valid
  construct "test/empty": ingress with no rules or default backend
  Fix: correct what is handed to this construct
  More: docs/checks/construct-is-valid.md`);
});

test('what a construct refuses when it is written is a finding at the line that made it', () => {
  const text = findings((chart) => {
    const spec: unknown = Lazy.any({
      produce: () => {
        throw new Error('no such size');
      },
    });
    new ApiObject(chart, 'late', {
      apiVersion: 'v1',
      kind: 'Thing',
      metadata: { name: 'late' },
      spec,
    });
  });
  expect(text).toBe(`HERE program-runs
  Failed serializing construct at path 'test/late' with name 'late': Error: no such size
  Fix: correct the call at this line; the message is that of the library it calls
  More: docs/checks/program-runs.md`);
});

test('a slip in the program itself is a finding at its line', () => {
  expect(findings(() => (undefined as unknown as string[]).at(0))).toBe(`HERE program-runs
  TypeError: Cannot read properties of undefined (reading 'at')
  Fix: correct this line; \`npm run typecheck\` may say more
  More: docs/checks/program-runs.md`);
});

test('the same mistake in every environment is said once', () => {
  const all = synthesize(['kind', 'production'], () => {
    const app = new App();
    new ConfigMap(new Chart(app, 'test'), 'config', { metadata: { name: 'Bad' } });
    return app;
  });
  expect(own(all.findings)).toHaveLength(2);
  expect(toText(own(all.findings)).match(/name-is-valid$/gm)).toHaveLength(1);
});

test('the objects of a graph cannot be changed', () => {
  const app = new App();
  new ConfigMap(new Chart(app, 'test'), 'config', { data: { key: 'value' } });
  const manifest = graphOf(app).objects[0]?.manifest as unknown as { data: Record<string, string> };
  expect(() => {
    manifest.data.key = 'other';
  }).toThrow(TypeError);
});
