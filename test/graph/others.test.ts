import { othersMayHave } from '../../lib/graph/others';
import { equalities, requirementsOf } from '../../lib/graph/selector';
import { deployment, graphOf } from '../helpers/graph';
import { namespaced } from '../helpers/selections';

test('operators make what has a label of their domain, or is called as their resource', () => {
  const cluster = {
    apiVersion: 'rabbitmq.com/v1beta1',
    kind: 'RabbitmqCluster',
    metadata: { name: 'queue', namespace: 'demo' },
  };
  const monitor = namespaced('monitoring.coreos.com/v1', 'ServiceMonitor', {});
  const graph = graphOf(cluster, monitor, deployment({ labels: { 'shop.example/app': 'api' } }));
  const asks = (selector: object) =>
    othersMayHave(graph, ['demo'], requirementsOf({ matchLabels: selector }));
  expect(asks({ 'cnpg.io/cluster': 'db' })).toBe(true);
  expect(asks({ 'shop.example/app': 'x' })).toBe(false);
  expect(asks({ 'shop.exampel/app': 'x' })).toBe(false);
  expect(asks({ 'app.kubernetes.io/name': 'queue' })).toBe(true);
  expect(asks({ app: 'queue-server' })).toBe(true);
  expect(asks({ app: 'it' })).toBe(false);
  expect(othersMayHave(graph, ['other'], equalities({ app: 'queue' }))).toBe(false);
});
