import { difference } from '../helpers/difference';
import { yamlOf } from '../helpers/output';

test('what kind gets', () => {
  expect(yamlOf('00-namespaces', 'kind')).toMatchSnapshot();
});

test('what production gets, as its difference from kind', () => {
  expect(
    difference(yamlOf('00-namespaces', 'kind'), yamlOf('00-namespaces', 'production')),
  ).toMatchSnapshot();
});
