import { Document, Source } from '../../lib/input/source';

test('lines and columns count from 1, and a line ends with its break', () => {
  const source = new Source('a.yaml', 'a\n\nbc\r\nd');
  const places = [0, 1, 2, 3, 4, 5, 6, 7].map((offset) => {
    const { line, column } = source.at(offset);
    return `${line}:${column}`;
  });
  expect(places).toEqual(['1:1', '1:2', '2:1', '3:1', '3:2', '3:3', '3:4', '4:1']);
});

test('a document counts the lines of its source', () => {
  const document = new Document(new Source('a.yaml', 'a\n---\nb\n'), 6, 8);
  expect(document.text).toBe('b\n');
  expect(document.at(0)).toEqual({ file: 'a.yaml', line: 3, column: 1 });
});
