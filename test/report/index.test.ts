import fc from '../helpers/fast-check';
import { type Format, formatNamed, formats, report } from '../../lib/report';
import type { Finding } from '../../lib/report/finding';
import { anyFinding } from '../helpers/findings';

const error: Finding = {
  rule: 'port-is-in-range',
  severity: 'error',
  origin: { file: '-', line: 2, column: 3 },
  message: 'what is wrong',
  fix: 'how to mend it',
};
const warning: Finding = { ...error, severity: 'warning' };

test('text ends with the sum of what is said', () => {
  const sources = new Map([['-', 'a:\n  port: 0\n']]);
  expect(report([error, error, { ...warning, origin: undefined }], { sources })).toEqual({
    text: `port-is-in-range (warning)
  what is wrong
  Fix: how to mend it
  More: docs/checks/port-is-in-range.md

-:2:3  port-is-in-range
  2 │   port: 0
    │   ^
  what is wrong
  Fix: how to mend it
  More: docs/checks/port-is-in-range.md

1 error, 1 warning
`,
    summary: '1 error, 1 warning',
    status: 1,
  });
});

test.each([
  [[], false, 0, ''],
  [[], true, 0, ''],
  [[warning], false, 0, '1 warning'],
  [[warning, { ...warning, message: 'else' }], true, 1, '2 warnings'],
  [[error], false, 1, '1 error'],
] as const)('%j, strict: %p, ends with status %i', (findings, strict, status, summary) => {
  for (const format of formats)
    expect(report(findings, { format, strict })).toMatchObject({ status, summary });
});

test('without findings there is nothing to say, and a document still', () => {
  const empty = (format: Format) => report([], { format }).text;
  expect([empty('text'), empty('github')]).toEqual(['', '']);
  expect(JSON.parse(empty('json'))).toMatchObject({ findings: [] });
  expect(JSON.parse(empty('sarif'))).toMatchObject({ version: '2.1.0' });
});

test('an unknown format is bad usage, and the answer lists them all', () => {
  expect(formatNamed('sarif')).toBe('sarif');
  const message = 'there is no format "xml"; a report is one of "text", "json", "sarif", "github"';
  const code = 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE';
  const expected: unknown = expect.objectContaining({ code, message });
  expect(() => formatNamed('xml')).toThrow(expected as Error);
});

test('whatever a finding says, text holds no control character', () => {
  const sources = new Map([['-', 'a\u001b[31m\u202e\t\u0000\u009b\n']]);
  fc.assert(
    fc.property(fc.array(anyFinding, { maxLength: 3 }), (findings) => {
      const { text } = report(findings, { sources });
      expect(text).not.toMatch(/(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    }),
  );
});
