import { App, Chart } from 'cdk8s';
import { CustomResourceDefinition } from '../../lib/constructs/custom-resource-definition';
import { graphOf } from '../../lib/synthesize';
import { manifestsIn } from '../helpers/manifests';

function program() {
  const app = new App();
  const chart = new Chart(app, 'things', { namespace: 'demo' });
  const things = new CustomResourceDefinition(chart, 'things', {
    group: 'example.com',
    kind: 'Thing',
    plural: 'things',
    spec: {
      type: 'object',
      required: ['size'],
      properties: {
        size: { type: 'integer', minimum: 1 },
        colour: { type: 'string', enum: ['red', 'blue'] },
        parts: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string' }, spare: { type: 'boolean' } },
          },
        },
      },
    },
  });
  return { app, chart, things };
}

test('the definition without status or columns, and an object of its kind', () => {
  const { chart, things } = program();
  things.resource('one', { size: 1, colour: 'red', parts: [{ name: 'wheel', spare: true }] });
  expect(manifestsIn(chart)).toMatchSnapshot();
});

test('objects go to a folder that is applied after their definition', () => {
  const { app, things } = program();
  things.resource('one', { size: 1 });
  expect(graphOf(app, 'cloud').objects.map(({ file, manifest }) => [manifest.kind, file])).toEqual([
    ['CustomResourceDefinition', 'cloud/things.k8s.yaml'],
    ['Thing', 'cloud/custom-resources/things.k8s.yaml'],
  ]);
});

test('what the schema does not let in does not compile', () => {
  const { things } = program();
  things.resource('b', {
    // @ts-expect-error a string for a number
    size: 'large',
  });
  // @ts-expect-error a required field that is missing
  things.resource('a', {});
  things.resource('c', {
    size: 1,
    // @ts-expect-error a value that is not in the list
    colour: 'green',
  });
  things.resource('d', {
    size: 1,
    // @ts-expect-error a field that the schema does not have
    length: 1,
  });
  things.resource('e', {
    size: 1,
    // @ts-expect-error a required field of an item that is missing
    parts: [{ spare: true }],
  });
  expect(things.node.children).toHaveLength(6);
});
