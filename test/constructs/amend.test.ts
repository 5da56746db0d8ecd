import { ApiObject, App, Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { amend, amendLast, section } from '../../lib/constructs/amend';
import { manifestsIn } from '../helpers/manifests';

const specOf = (chart: Chart) => (manifestsIn(chart)[0] as { spec: object }).spec;

test('a field that the types of cdk8s-plus do not know stays', () => {
  const chart = new Chart(new App(), 'chart');
  const deployment = new Deployment(chart, 'web', { containers: [{ image: 'nginx' }] });
  amend(deployment, (draft) => {
    section(draft, 'spec.template.spec').newerThanTheTypes = true;
  });
  expect(specOf(chart)).toMatchObject({ template: { spec: { newerThanTheTypes: true } } });
});

test('edits are made in the order given, and keys are sorted at the end', () => {
  const chart = new Chart(new App(), 'chart');
  const object = new ApiObject(chart, 'object', {
    apiVersion: 'v1',
    kind: 'Thing',
    spec: { b: 1 },
  });
  amend(object, (draft) => (section(draft, 'spec').c = 1));
  amend(
    object,
    (draft) => (section(draft, 'spec').c = 2),
    (draft) => (section(draft, 'spec').a = section(draft, 'spec').c),
  );
  expect(JSON.stringify(specOf(chart))).toBe('{"a":2,"b":1,"c":2}');
});

test('what is to be last follows what is told later', () => {
  const chart = new Chart(new App(), 'chart');
  const object = new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'Thing', spec: {} });
  amendLast(object, (draft) => (section(draft, 'spec').a = 'last'));
  amend(object, (draft) => (section(draft, 'spec').a = 'usual'));
  expect(specOf(chart)).toEqual({ a: 'last' });
});
