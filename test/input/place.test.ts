import { compose } from '../../lib/input/compose';
import { placeOfField } from '../../lib/input/place';
import { Document, Source } from '../../lib/input/source';

const text = `# a comment
apiVersion: v1
kind: Service
metadata:
  name: "api"
  annotations:
    checks.orquesta/service-selects-pods: made elsewhere
    checks: {orquesta/x: y}
spec: &spec
  ports:
    - port: 80
      targetPort: http
    -
      port: 81
  note: |
    long
  empty:
other: *spec
merged:
  <<: *spec
  more: 1
`;

const document = new Document(new Source('a.yaml', `---\n${text}`), 4, 4 + text.length);
const { value, starts } = compose(text, { aliased: 100 });
const start = starts.get(value as object) ?? 0;

test.each([
  ['spec.ports[0].targetPort', 'http'],
  ['spec.ports[1].port', '81'],
  ['metadata.name', '"api"'],
  ['metadata.annotations.checks.orquesta/service-selects-pods', 'made elsewhere'],
  ['metadata.annotations.checks.orquesta/x', 'y}'],
  ['other.ports[0].port', '80'],
  ['merged.ports[0].port', '80'],
  ['merged.more', '1'],
])('%s is where its value is', (field, found) => {
  expect(textAt(field)).toMatch(new RegExp(`^${found}`));
});

test.each([
  ['spec', 'spec: &spec'],
  ['spec.ports', 'ports:'],
  ['spec.ports[1]', 'port: 81'],
  ['spec.note', 'note: |'],
  ['spec.empty', 'empty:'],
])('%s, which is more than a word or nothing, is where its key is', (field, found) => {
  expect(textAt(field)).toBe(found);
});

test.each([
  ['spec.ports[0].name', 'port: 80'],
  ['spec.ports[7].name', 'ports:'],
  ['spec.selector.app', 'spec: &spec'],
  ['status', 'apiVersion: v1'],
])('%s, which is missing, is where it would stand', (field, found) => {
  expect(textAt(field)).toBe(found);
});

function textAt(field: string): string {
  const { file, line, column } = placeOfField(document, start, field);
  expect(file).toBe('a.yaml');
  return (`---\n${text}`.split('\n')[line - 1] ?? '').slice(column - 1);
}

test('an item of a list is asked for by where it begins', () => {
  const items = 'items:\n- metadata: {name: a}\n- metadata:\n    name: b\n';
  const list = new Document(new Source('-', items), 0, items.length);
  const read = compose(items, { aliased: 0 });
  const [, second = {}] = (read.value as { items: object[] }).items;
  const at = read.starts.get(second) ?? 0;
  expect(placeOfField(list, at, 'metadata.name')).toEqual({ file: '-', line: 4, column: 11 });
});
