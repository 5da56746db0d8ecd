import { hostPortIsFree } from '../../lib/checks/host-port-is-free';
import { deployment, reporter } from '../helpers/graph';

const report = reporter(hostPortIsFree);

const daemon = (name: string, ports: unknown, spec: object = {}) => ({
  ...deployment({
    name,
    spec: { template: { spec: { containers: [{ name: 'app', ports }], ...spec } } },
  }),
  kind: 'DaemonSet',
});
const port = { containerPort: 8080, hostPort: 80 };

test('a second DaemonSet that asks for the same port of every node is refused', () => {
  expect(report(daemon('one', [port]), daemon('two', [port])))
    .toBe(`program.ts:2:1  host-port-is-free
  DaemonSet "demo/two" asks for port 80 of its node in spec.template.spec.containers[0].ports[0].hostPort, which DaemonSet "demo/one" has on the same nodes
  Fix: choose another port, or do without \`hostPort\` and \`hostNetwork\`: a Service reaches pods without them
  More: docs/checks/host-port-is-free.md`);
});

test('twice the same port in one pod is refused', () => {
  const udp = { containerPort: 53, hostPort: 53, protocol: 'UDP' };
  const twice = deployment({ container: { ports: [udp, { ...udp, containerPort: 54 }] } });
  expect(report(twice)).toContain(
    'Deployment "demo/api" asks for port 53/UDP of its node in spec.template.spec.containers[0].ports[1].hostPort, which spec.template.spec.containers[0].ports[0].hostPort has too',
  );
});

test('on the network of the host, the port of a container is a port of the node', () => {
  const onHost = daemon('two', [{ containerPort: 80 }], { hostNetwork: true });
  expect(report(daemon('one', [port]), onHost)).toContain('containers[0].ports[0].containerPort');
  expect(report(daemon('one', [port]), daemon('two', [{ containerPort: 80 }]))).toBe('');
});

test('an address of its own is free, unless the other one takes all', () => {
  const at = (hostIP: string) => [{ ...port, hostIP }];
  expect(report(daemon('one', at('10.0.0.1')), daemon('two', at('10.0.0.2')))).toBe('');
  expect(report(daemon('one', at('10.0.0.1')), daemon('two', at('0.0.0.0')))).toContain('two');
  expect(report(daemon('one', [port]), daemon('two', at('10.0.0.2')))).toContain('two');
});

test('DaemonSets for the same labels meet; every node of Linux is every node', () => {
  const gpu = { nodeSelector: { gpu: 'true' } };
  const linux = { nodeSelector: { 'kubernetes.io/os': 'linux' } };
  expect(report(daemon('one', [port], gpu), daemon('two', [port], gpu))).toContain('two');
  expect(report(daemon('one', [port], linux), daemon('two', [port]))).toContain('two');
  expect(report(daemon('one', [port], gpu), daemon('two', [port]))).toBe('');
});

test.each([
  ['another port', [{ ...port, hostPort: 81 }], {}],
  ['another protocol', [{ ...port, protocol: 'UDP' }], {}],
  ['other nodes', [port], { affinity: { nodeAffinity: {} } }],
  ['one node', [port], { nodeName: 'a' }],
  ['no port of the node', [{ containerPort: 80, hostPort: 0 }, null, 'x'], {}],
])('%s passes', (_, ports, spec) => {
  expect(report(daemon('one', [port]), daemon('two', ports, spec))).toBe('');
});

test('two Deployments may find a node each, and an init container has ended before', () => {
  const spec = {
    initContainers: [{ name: 'first', ports: [port] }],
    containers: [{ name: 'app', ports: [port] }],
  };
  const one = deployment({ spec: { template: { spec } } });
  expect(report(one, deployment({ name: 'two', container: { ports: [port] } }))).toBe('');
  const [sidecar] = [{ name: 'first', ports: [port], restartPolicy: 'Always' }];
  const withSidecar = { ...spec, initContainers: [sidecar] };
  expect(report(deployment({ spec: { template: { spec: withSidecar } } }))).toContain('has too');
});
