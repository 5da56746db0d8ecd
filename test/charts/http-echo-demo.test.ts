import { difference } from '../helpers/difference';
import { yamlOf } from '../helpers/output';

test('what kind gets', () => {
  expect(yamlOf('http-echo-demo', 'kind')).toMatchSnapshot();
});

test('what production gets, as its difference from kind', () => {
  expect(
    difference(yamlOf('http-echo-demo', 'kind'), yamlOf('http-echo-demo', 'production')),
  ).toMatchSnapshot();
});
