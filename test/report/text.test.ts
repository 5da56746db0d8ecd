import { Sources } from '../../lib/report/sources';
import { toText } from '../../lib/report/text';

const finding = (file: string, line: number, column = 1, rule = 'a-rule') => ({
  rule,
  severity: 'error' as const,
  origin: { file, line, column },
  message: 'what is wrong',
  fix: 'how to mend it',
});

/** A program of which each line is given. */
const sources = (...lines: string[]) => new Sources(new Map([['a.ts', lines.join('\n')]]));

test('findings are sorted by file, line, column and rule', () => {
  const places = toText([
    finding('b.ts', 1),
    finding('a.ts', 10),
    finding('a.ts', 9, 20),
    finding('a.ts', 9, 3, 'b-rule'),
    finding('a.ts', 9, 3),
  ]).match(/^\S+ {2}.*$/gm);
  expect(places).toEqual([
    'a.ts:9:3  a-rule',
    'a.ts:9:3  b-rule',
    'a.ts:9:20  a-rule',
    'a.ts:10:1  a-rule',
    'b.ts:1:1  a-rule',
  ]);
});

test('a finding that several environments have is said once', () => {
  const once = toText([finding('a.ts', 1)]);
  expect(toText([finding('a.ts', 1), finding('a.ts', 1)])).toBe(once);
  expect(toText([finding('a.ts', 1), { ...finding('a.ts', 1), fix: 'otherwise' }])).not.toBe(once);
});

test('a finding whose line is not known is said without one', () => {
  expect(toText([{ ...finding('a.ts', 1), origin: undefined }])).toBe(`a-rule
  what is wrong
  Fix: how to mend it
  More: docs/checks/a-rule.md`);
});

test('the line of source is shown once, with a caret under the column', () => {
  const findings = [
    finding('a.ts', 2, 7, 'a-rule'),
    finding('a.ts', 2, 7, 'b-rule'),
    { ...finding('a.ts', 10, 1), severity: 'warning' as const },
  ];
  const lines = ['first', 'const wrong = 1;', '3', '4', '5', '6', '7', '8', '9', 'tenth'];
  expect(toText(findings, { sources: sources(...lines) })).toBe(`a.ts:2:7  a-rule
  2 │ const wrong = 1;
    │       ^
  what is wrong
  Fix: how to mend it
  More: docs/checks/a-rule.md

a.ts:2:7  b-rule
  what is wrong
  Fix: how to mend it
  More: docs/checks/b-rule.md

a.ts:10:1  a-rule (warning)
  10 │ tenth
     │ ^
  what is wrong
  Fix: how to mend it
  More: docs/checks/a-rule.md`);
});

test.each([
  ['the file cannot be read', finding('not/there.ts', 1)],
  ['the file is a folder', finding('lib', 1)],
  ['the file has no such line', finding('a.ts', 9)],
  ['the line is empty', finding('a.ts', 2)],
  [
    'it would show what a Secret holds',
    { ...finding('a.ts', 1), object: { kind: '/Secret', namespace: 'demo', name: 'token' } },
  ],
  ['it holds what is not for a log', { ...finding('a.ts', 1), isConfidential: true }],
])('no source is shown where %s', (_, finding) => {
  expect(toText([finding], { sources: sources('password: abc', '  ') })).toBe(toText([finding]));
});

test('no source is shown in a terminal that is too narrow for it', () => {
  const options = { sources: sources('let a') };
  expect(toText([finding('a.ts', 1)], { ...options, columns: 20 })).toContain('let a');
  expect(toText([finding('a.ts', 1)], { ...options, columns: 19 })).not.toContain('let a');
});

test('no other finding shows a line that is not for a log', () => {
  const findings = [finding('a.ts', 1), { ...finding('a.ts', 1, 5), isConfidential: true }];
  expect(toText(findings, { sources: sources('password: abc') })).toBe(toText(findings));
});

test('a line that has a whole Secret in it is not shown', () => {
  const line = '[{"kind":"Secret","data":{"a":"b"}},{"kind":"Service"}]';
  expect(toText([finding('a.ts', 1, 40)], { sources: sources(line) })).not.toContain('Secret');
});

test('no message makes a terminal do anything', () => {
  const message = 'Service "\u001b[2J\u009b1m\u202e\u200b\r\nlib/a.ts:1:1  forged"';
  const text = toText([{ ...finding('\u0007a.ts', 1), message, fix: 'remove "\u007f"' }]);
  expect(text).toBe(`\\u0007a.ts:1:1  a-rule
  Service "\\u001b[2J\\u009b1m\\u202e\\u200b\\r\\nlib/a.ts:1:1  forged"
  Fix: remove "\\u007f"
  More: docs/checks/a-rule.md`);
});

test('what is painted is the place, the rule, the margin, the caret and the two labels', () => {
  const paint = (style: unknown, text: string) => `<${String(style)} ${text}>`;
  const error = finding('a.ts', 1, 3);
  expect(toText([error], { sources: sources('let a'), paint })).toBe(`<bold a.ts:1:3>  <red a-rule>
  <dim 1 │> let a
  <dim   │>   <red ^>
  what is wrong
  <green Fix:> how to mend it
  <dim More: docs/checks/a-rule.md>`);
  expect(toText([{ ...error, severity: 'warning' }], { paint })).toContain('<yellow a-rule>');
});
