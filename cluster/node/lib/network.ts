import { readdirSync } from 'node:fs';
import { command } from './command';
import type { Namespaces } from './start-namespaces';
import { machineAddress, type Node, nodes } from './nodes';
import { clusterName } from './place';

/** The length of an interface's name is limited to 15. */
const machineEnd = clusterName;

/** Connects this machine to the switch. It reaches nothing but the nodes there. */
export async function plugInMachine({ pid }: Namespaces): Promise<void> {
  await plugIn(pid, 'machine', [machineEnd]);
  await command('ip', ['address', 'add', `${machineAddress}/24`, 'dev', machineEnd]);
  await command('ip', ['link', 'set', machineEnd, 'up']);
}

/** Connects a node to the switch, and tells it the way to the pods of the others. */
export async function plugInNode(node: Node, inside: Namespaces, { pid }: Namespaces) {
  await plugIn(pid, node.name, ['eth0', 'netns', `${inside.pid}`]);
  const others = nodes.filter(({ name }) => name !== node.name);
  const lines = [
    'link set lo up',
    `address add ${node.address}/24 dev eth0`,
    'link set eth0 up',
    ...others.map(({ pods, address }) => `route add ${pods} via ${address}`),
    // kube-proxy sends these elsewhere, but only what has a route gets there.
    'route add 10.96.0.0/16 dev eth0',
    // There is no way out: whoever tries is told so at once.
    'route add unreachable default',
  ];
  for (const line of lines) await within(inside.pid, 'ip', line.split(' '));
  await within(inside.pid, 'sysctl', ['-qw', 'net.ipv4.ip_forward=1']);
}

async function plugIn(pid: number, name: string, end: readonly string[]): Promise<void> {
  await command('ip', [
    ...['link', 'add', ...end, 'type', 'veth', 'peer', 'name', name, 'netns', `${pid}`],
  ]);
  await within(pid, 'ip', ['link', 'set', name, 'master', 'bridge', 'up']);
}

async function within(pid: number, name: string, args: readonly string[]): Promise<void> {
  await command('nsenter', ['--target', `${pid}`, '--net', name, ...args]);
}

/** The interfaces of this machine that belong to the cluster. */
export const machineLinks = () =>
  readdirSync('/sys/class/net').filter((name) => name === machineEnd);
