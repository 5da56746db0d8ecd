import { difference } from '../helpers/difference';
import { graphIn } from '../helpers/graph-in';
import '../helpers/matchers';
import { yamlOf } from '../helpers/output';

test('what kind gets', () => {
  expect(yamlOf('http-echo-demo', 'kind')).toMatchSnapshot();
});

test('what production gets, as its difference from kind', () => {
  expect(
    difference(yamlOf('http-echo-demo', 'kind'), yamlOf('http-echo-demo', 'production')),
  ).toMatchSnapshot();
});

test.each(['kind', 'production'] as const)('in %s, the Service leads to the pods', (name) => {
  expect(graphIn(name)).toReach('service/hello-svc', 'deployment/hello-api');
});
