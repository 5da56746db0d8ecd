import { toText } from '../../lib/report/text';

const finding = (file: string, line: number, column = 1, rule = 'a-rule') => ({
  rule,
  severity: 'error' as const,
  origin: { file, line, column },
  message: 'what is wrong',
  fix: 'how to mend it',
});

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

test('a finding whose line is not known is said without one', () => {
  expect(toText([{ ...finding('a.ts', 1), origin: undefined }])).toBe(`a-rule
  what is wrong
  Fix: how to mend it
  More: docs/checks/a-rule.md`);
});
