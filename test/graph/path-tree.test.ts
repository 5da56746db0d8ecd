import { plant, walk } from '../../lib/graph/path-tree';

/** Everything that the paths lead to in `value`, as `<path of the tree>: <path> = <value>`. */
function leaves(value: unknown, ...paths: readonly string[]): string[] {
  const found: string[] = [];
  const tree = plant(Object.fromEntries(paths.map((path) => [path, path])));
  walk(value, tree, '', ({ path, value, row }) => {
    found.push(`${row}: ${path} = ${JSON.stringify(value)}`);
  });
  return found;
}

test('leads to a field, to every item, and to a field of every item', () => {
  const value = { a: { b: 1 }, list: [{ c: 2 }, { c: 3 }] };
  expect(leaves(value, 'a.b', 'list[]', 'list[].c')).toEqual([
    'a.b: a.b = 1',
    'list[]: list[0] = {"c":2}',
    'list[].c: list[0].c = 2',
    'list[]: list[1] = {"c":3}',
    'list[].c: list[1].c = 3',
  ]);
});

test('takes "~" for a dot inside a key', () => {
  expect(leaves({ 'a.b': { c: 1 } }, 'a~b.c')).toEqual(['a~b.c: a.b.c = 1']);
});

test('follows nothing that is not there, or of another type', () => {
  expect(leaves({ list: { 0: 1 }, a: 'text' }, 'list[]', 'a.b', 'c')).toEqual([]);
  expect(leaves(null, 'a')).toEqual([]);
});

test('starts its paths where the value stands', () => {
  const found: string[] = [];
  walk({ a: 1 }, plant({ a: 0 }), 'spec.template', ({ path }) => found.push(path));
  expect(found).toEqual(['spec.template.a']);
});
