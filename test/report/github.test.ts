import fc from '../helpers/fast-check';
import { toCommands } from '../../lib/report/github';
import { anyFinding } from '../helpers/findings';

const finding = {
  rule: 'port-is-in-range',
  severity: 'error' as const,
  origin: { file: 'lib/charts/web.ts', line: 5, column: 9 },
  message: 'what is wrong',
  fix: 'how to mend it',
};

test('a finding is one command, at its line', () => {
  const { origin, ...nowhere } = finding;
  expect(origin.line).toBe(5);
  expect(toCommands([finding, { ...nowhere, origin: undefined, severity: 'warning' }]))
    .toBe(`::warning title=port-is-in-range::what is wrong%0AFix: how to mend it%0AMore: docs/checks/port-is-in-range.md
::error file=lib/charts/web.ts,line=5,col=9,title=port-is-in-range::what is wrong%0AFix: how to mend it%0AMore: docs/checks/port-is-in-range.md
`);
});

test('nothing is said of nothing', () => {
  expect(toCommands([])).toBe('');
});

test('what has a meaning in commands is escaped, as GitHub does it', () => {
  const origin = { file: 'a,b:c%.yaml', line: 1, column: 1 };
  const text = toCommands([{ ...finding, origin, message: '100%, as: "x\n::error::y"' }]);
  expect(text).toContain('::error file=a%2Cb%3Ac%25.yaml,line=1,');
  expect(text).toContain('::100%25, as: "x\\n::error::y"%0AFix: ');
});

test('whatever a finding says, it stays one command in one line', () => {
  fc.assert(
    fc.property(anyFinding, (finding) => {
      const text = toCommands([finding]);
      expect(text).toMatch(/^::(error|warning) [^:\n]*?title=[a-z-]+::[^\n]*\n$/);
      expect(text).not.toMatch(/(?!\n$)[\p{Cc}\p{Zl}\p{Zp}]/u);
      // As the runner reads it: properties are separated by commas, and `%XX` is undone.
      const [, list = '', data = ''] = /^::\w+ (.*?)::(.*)\n$/.exec(text) ?? [];
      const keys = list.split(',').map((pair) => pair.split('=')[0]);
      expect(keys).toEqual(finding.origin ? ['file', 'line', 'col', 'title'] : ['title']);
      expect(data.split('%0A')).toHaveLength(3);
      expect(data).not.toMatch(/%(?!0A|25)/);
    }),
  );
});
