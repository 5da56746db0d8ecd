import { difference } from '../helpers/difference';
import { graphIn } from '../helpers/graph-in';
import '../helpers/matchers';
import { yamlOf } from '../helpers/output';

test('what kind gets', () => {
  expect(yamlOf('flask-demo', 'kind')).toMatchSnapshot();
});

test('what production gets, as its difference from kind', () => {
  expect(
    difference(yamlOf('flask-demo', 'kind'), yamlOf('flask-demo', 'production')),
  ).toMatchSnapshot();
});

test.each(['kind', 'production'] as const)('in %s, who asks the host gets to the pods', (name) => {
  expect(graphIn(name)).toReach('ingress/mi-app', 'deployment/mi-app');
});

test('the pods read the configuration, and know nothing of the other demo', () => {
  expect(graphIn('kind')).toReach('deployment/mi-app', 'configmap/mi-app-config');
  expect(graphIn('kind')).not.toReach('ingress/mi-app', 'deployment/hello-api');
});
