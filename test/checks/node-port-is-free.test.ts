import { nodePortIsFree } from '../../lib/checks/node-port-is-free';
import { reporter, service } from '../helpers/graph';

const report = reporter(nodePortIsFree);

const claiming = (name: string, spec: object, ...ports: object[]) => ({
  ...service(),
  metadata: { name, namespace: 'demo' },
  spec: { type: 'NodePort', ports, ...spec },
});

test('a port of the nodes that two Services claim is refused to the second', () => {
  const text = report(
    claiming('a', {}, { port: 80, nodePort: 30080 }),
    claiming('b', {}, { port: 81 }, { port: 80, nodePort: 30080 }),
  );
  expect(text).toBe(`program.ts:2:1  node-port-is-free
  Service "demo/b" claims port 30080 of the nodes in spec.ports[1].nodePort, which Service "demo/a" has already
  Fix: choose another number, or leave it out: the cluster chooses a free one
  More: docs/checks/node-port-is-free.md`);
});

test('another protocol does not free it for another Service, only for the same one', () => {
  const tcp = { port: 53, nodePort: 30053 };
  const udp = { ...tcp, protocol: 'UDP' };
  expect(report(claiming('a', {}, tcp), claiming('b', {}, udp))).toContain(
    'Service "demo/b" claims',
  );
  expect(report(claiming('a', {}, tcp, udp))).toBe('');
  expect(report(claiming('a', {}, tcp, { ...tcp, port: 54 }))).toContain(
    'in spec.ports[1].nodePort, which spec.ports[0].nodePort has already',
  );
});

test('the port for health checks counts', () => {
  const local = { type: 'LoadBalancer', healthCheckNodePort: 30080 };
  expect(
    report(claiming('a', {}, { port: 80, nodePort: 30080 }), claiming('b', local, { port: 80 })),
  ).toContain('Service "demo/b" claims port 30080 of the nodes in spec.healthCheckNodePort');
});

test('different ports, none, and Services that have none pass', () => {
  const same = { port: 80, nodePort: 30080 };
  expect(
    report(
      claiming('a', {}, same),
      claiming('b', {}, { port: 80, nodePort: 30081 }),
      claiming('c', {}, { port: 80 }),
      claiming('d', {}, { port: 80, nodePort: 0 }),
      claiming('e', { type: 'ClusterIP' }, same),
    ),
  ).toBe('');
});
