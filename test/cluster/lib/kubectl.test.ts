import { objectsIn } from '../../../cluster/lib/kubectl';

const pretty = (object: object) => `${JSON.stringify(object, null, 4)}\n`;
const [one, two] = [
  { kind: 'Pod', metadata: { name: 'one' } },
  { kind: 'ConfigMap', data: { text: 'a\n{\n' } },
];

test.each([
  ['nothing', '', []],
  ['one', pretty(one), [one]],
  ['several, one after the other', pretty(one) + pretty(two), [one, two]],
  ['a list', pretty({ kind: 'List', items: [one, two] }), [one, two]],
])('kubectl prints objects as %s', (_, text, objects) => {
  expect(objectsIn(text)).toEqual(objects);
});
