import { parse } from '../../lib/input/events';
import { YamlError } from '../../lib/input/yaml-error';

test.each([
  [
    'a:\n  b: c\n\t\n',
    'kubectl takes no tab here | \t\n | indent with spaces, and leave empty lines empty',
  ],
  ['a: "b\\/c"\n', 'kubectl does not know the escape "\\/" | \\/c"\n | write "/" alone'],
  [
    'a: "\x7f"\n',
    'kubectl takes no control characters, and here is U+007F | \x7f"\n | remove it, or escape it in double quotes',
  ],
  ['a: b\u2028c\n', 'kubectl ends a line here, at U+2028 | \u2028c\n | escape it in double quotes'],
  [
    'a: {b:, c: d}\n',
    'to kubectl, this colon is a part of the text before it | :, c: d}\n | write a space after the colon, or put quotes around the text',
  ],
])('%j is refused, at its place', (text, expected) => {
  let said = '';
  try {
    parse(text);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    said = `${error.message} | ${text.slice(error.offset)} | ${error.fix}`;
  }
  expect(said).toBe(expected);
});

test('what is wrong in JSON is not asked of YAML', () => {
  expect(parse('{"a": "b\\/c\x85", "d":[]}').events.length).toBeGreaterThan(0);
});
