import { parse } from '../../lib/input/events';
import { compose } from '../../lib/input/compose';
import { YamlError } from '../../lib/input/yaml-error';

function errorOf(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof YamlError) {
      return `${error.message} | ${text.slice(error.offset)} | ${error.fix}`;
    }
    throw error;
  }
  return '';
}

test.each([
  [
    'a:\n\tb: 1',
    'this is not YAML: tab characters must not be used in indentation | \tb: 1 | indent with spaces: YAML takes no tabs there',
  ],
  [
    'a: b: c',
    'this is not YAML: bad indentation of a mapping entry | : c | correct the YAML at this place',
  ],
  ['a: 1\n...\nb: 2', 'kubectl ignores what follows "..." | b: 2 | write "---" before it'],
  [
    '%YAML 1.2\na: 1',
    'kubectl does not read directives such as `%YAML` | %YAML 1.2\na: 1 | remove the lines that begin with "%"',
  ],
])('%j is refused, at its place', (text, message) => {
  expect(errorOf(text)).toBe(message);
});

test('a document of more nodes than fit into memory is refused before it is parsed', () => {
  expect(errorOf('-\n'.repeat(2_100_000))).toMatch(
    /^this document has more than 4000000 parts \| /,
  );
});

test('a list in brackets may end as far to the left as its key, and places stay right', () => {
  const text =
    'spec:\n  args: [\n    a,\n  b\n  ]\n  text: "x\n  y"\n  x: {w: [z\n]}\n  a: 1\n  a: 2\n';
  const { value, repeated } = compose(text, { aliased: 0 });
  expect(value).toEqual({ spec: { args: ['a', 'b'], text: 'x y', x: { w: ['z'] }, a: 2 } });
  expect(text.slice(repeated[0]?.offset)).toBe('a: 2\n');
});

test('what ends too far to the left and is no YAML otherwise is told where it is', () => {
  expect(errorOf('a: [\nb\n]\nc: [d\n] e\n')).toBe(
    'this is not YAML: bad indentation of a mapping entry | e\n | correct the YAML at this place',
  );
});

test('text that is long and wrong in many places is given up in time', () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `k${index}: [\na\n]\n`).join('');
  expect(errorOf(text)).toMatch(/^this is not YAML: deficient indentation \| /);
});

test('texts in quotes may go on far to the left in as many places as there are', () => {
  const key = (index: number) =>
    `k${index}:\n  rule: 'a &&\n  b ||\n  c'\n  text: |\n    x: 'y\n    z\n`;
  const text = Array.from({ length: 5000 }, (_, index) => key(index)).join('');
  const { value } = compose(text, { aliased: 0 });
  expect(Object.values(value as object)).toEqual(
    Array.from({ length: 5000 }, () => ({ rule: 'a && b || c', text: "x: 'y\nz\n" })),
  );
});
