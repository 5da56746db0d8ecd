import { podsOf } from '../../lib/graph/pods';
import { covers, rulesOf } from '../../lib/graph/policy-rules';
import { deployment, graphOf } from '../helpers/graph';
import { namespaced } from '../helpers/selections';

test.each([
  [{}, true, true],
  [{ ports: [{ port: 8080 }] }, true, false],
  [{ ports: [{ port: 'http' }] }, true, false],
  [{ ports: [{ port: 'https' }] }, false, false],
  [{ ports: [{ port: 8000, endPort: 8080 }] }, true, false],
  [{ ports: [{ port: 8080, protocol: 'UDP' }] }, false, false],
  [{ ports: [{ protocol: 'UDP' }] }, false, true],
])('a rule of %j reaches TCP 8080: %j, and UDP 53: %j', (given, tcp, udp) => {
  const container = { ports: [{ name: 'http', containerPort: 8080 }] };
  const policy = namespaced('networking.k8s.io/v1', 'NetworkPolicy', { ingress: [given] });
  const [object, deployed] = graphOf(policy, deployment({ container })).objects;
  const [rule] = object ? rulesOf(object, 'ingress') : [];
  const [pods] = deployed ? podsOf(deployed) : [];
  if (!rule) throw new Error('there is no rule');
  expect(covers(rule, pods, 8080, 'TCP')).toBe(tcp);
  expect(covers(rule, pods, 53, 'UDP')).toBe(udp);
});
