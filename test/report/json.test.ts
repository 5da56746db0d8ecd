import fc from '../helpers/fast-check';
import { toJson } from '../../lib/report/json';
import { anyFinding } from '../helpers/findings';

test('every field is there, with null for what is not known', () => {
  const report = toJson([
    {
      rule: 'port-is-in-range',
      severity: 'error',
      origin: { file: 'lib/charts/web.ts', line: 5, column: 9 },
      object: { kind: 'apps/Deployment', namespace: 'demo', name: 'web' },
      field: 'spec.replicas',
      message: 'what is wrong',
      fix: 'how to mend it',
    },
    {
      rule: 'name-is-valid',
      severity: 'warning',
      origin: undefined,
      object: { kind: '/Namespace', namespace: undefined, name: 'demo' },
      message: 'what is unwise',
      fix: 'how to do better',
    },
    {
      rule: 'program-runs',
      severity: 'error',
      origin: undefined,
      message: 'no module',
      fix: 'add it',
    },
  ]);
  expect(JSON.parse(report)).toEqual({
    version: 1,
    findings: [
      {
        rule: 'name-is-valid',
        severity: 'warning',
        file: null,
        line: null,
        column: null,
        object: { apiGroup: '', kind: 'Namespace', namespace: null, name: 'demo' },
        field: null,
        message: 'what is unwise',
        fix: 'how to do better',
        help: 'docs/checks/name-is-valid.md',
      },
      {
        rule: 'program-runs',
        severity: 'error',
        file: null,
        line: null,
        column: null,
        object: null,
        field: null,
        message: 'no module',
        fix: 'add it',
        help: 'docs/checks/program-runs.md',
      },
      {
        rule: 'port-is-in-range',
        severity: 'error',
        file: 'lib/charts/web.ts',
        line: 5,
        column: 9,
        object: { apiGroup: 'apps', kind: 'Deployment', namespace: 'demo', name: 'web' },
        field: 'spec.replicas',
        message: 'what is wrong',
        fix: 'how to mend it',
        help: 'docs/checks/port-is-in-range.md',
      },
    ],
    summary: { errors: 2, warnings: 1 },
  });
});

test('without findings it is a whole report still', () => {
  expect(JSON.parse(toJson([]))).toEqual({
    version: 1,
    findings: [],
    summary: { errors: 0, warnings: 0 },
  });
});

test('whatever a finding says is read back as it is, and no terminal obeys it', () => {
  fc.assert(
    fc.property(anyFinding, (finding) => {
      const text = toJson([finding]);
      const { findings } = JSON.parse(text) as { findings: unknown[] };
      const { message, fix, origin } = finding;
      expect(findings).toEqual([
        expect.objectContaining({ message, fix, file: origin?.file ?? null }),
      ]);
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
    }),
  );
});
