import { difference } from '../helpers/difference';
import { yamlOf } from '../helpers/output';

test('what kind gets', () => {
  expect(yamlOf('flask-demo', 'kind')).toMatchSnapshot();
});

test('what production gets, as its difference from kind', () => {
  expect(
    difference(yamlOf('flask-demo', 'kind'), yamlOf('flask-demo', 'production')),
  ).toMatchSnapshot();
});
