import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Node, nodes } from './nodes';
import { clusterName } from './place';
import { waitFor } from './wait-for';

const top = '/sys/fs/cgroup';

/** Where cgroups are made: one place (version 2), or one for each controller (version 1). */
function hierarchies(): string[] {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
  return mounts.flatMap((line) => {
    const [, place = '', type = ''] = line.split(' ');
    return /^cgroup2?$/.test(type) && place.startsWith(top) ? [place] : [];
  });
}

const trees = () => hierarchies().map((place) => join(place, clusterName));

/** The cgroup of a node's own processes: its pods have others, and version 2 wants all processes in leaves. */
export const daemonsOf = ({ cgroup }: Node) => `${cgroup}/daemons`;

export const switchCgroup = `/${clusterName}/switch`;

/**
 * A node has a machine for itself. Where it has to share one, it comes first: a kube-proxy that waits for the processor
 * sends visits to pods that have gone. Eight times what others have, in versions 1 and 2.
 */
const weights = { 'cpu.shares': '8192', 'cpu.weight': '800' };

export function makeCgroups(): void {
  for (const place of hierarchies()) {
    const ofNodes = nodes.flatMap((node) => [node.cgroup, daemonsOf(node)]);
    for (const cgroup of [`/${clusterName}`, switchCgroup, ...ofNodes]) {
      const folder = join(place, cgroup);
      mkdirSync(folder, { recursive: true });
      inheritCpus(folder);
      // Version 2: hand all controllers down, but not to the leaves.
      const controllers = join(folder, '..', 'cgroup.controllers');
      if (!existsSync(controllers)) continue;
      const names = readFileSync(controllers, 'utf8').split(/\s+/).filter(Boolean);
      const text = names.map((name) => `+${name}`).join(' ');
      if (text !== '') writeFileSync(join(folder, '..', 'cgroup.subtree_control'), text);
    }
    for (const [file, weight] of Object.entries(weights)) {
      const path = join(place, clusterName, file);
      if (existsSync(path)) writeFileSync(path, weight);
    }
  }
}

/** Version 1: a new cgroup has no CPUs, and without any no process can join it. */
function inheritCpus(folder: string): void {
  for (const file of ['cpuset.cpus', 'cpuset.mems']) {
    const own = join(folder, file);
    if (!existsSync(own) || existsSync(join(folder, 'cgroup.controllers'))) continue;
    if (readFileSync(own, 'utf8').trim() !== '') continue;
    writeFileSync(own, readFileSync(join(folder, '..', file)));
  }
}

/** What removes is not interrupted. */
const { signal } = new AbortController();

/** Whether the first process of every node and of the switch runs. */
export function daemonsRun(): boolean {
  const [place = top] = hierarchies();
  return [switchCgroup, ...nodes.map(daemonsOf)].every(
    (cgroup) => processesIn(join(place, cgroup)).length > 0,
  );
}

/** Kills every process of the cluster and removes its cgroups. They alone say which processes are ours. */
export async function removeCgroups(): Promise<void> {
  const noProcess = () => {
    const pids = new Set(trees().flatMap(below).flatMap(processesIn));
    for (const pid of pids) kill(pid);
    return pids.size === 0 || `${pids.size} still run: ${[...pids].slice(0, 5).join(', ')}`;
  };
  const noCgroup = () => {
    const left = trees().flatMap(below);
    for (const folder of left) remove(folder);
    return left.length === 0 || `there is still ${left[0] ?? ''}`;
  };
  await waitFor('the end of the processes of the cluster', 20, noProcess, signal);
  await waitFor('the end of the cgroups of the cluster', 10, noCgroup, signal);
}

/** The cgroup and all below it, the deepest first; none when there is no such cgroup. */
function below(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...inner.flatMap(({ name }) => below(join(folder, name))), folder];
}

function processesIn(folder: string): number[] {
  try {
    const text = readFileSync(join(folder, 'cgroup.procs'), 'utf8');
    return text.split('\n').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

function remove(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // A process that was killed holds it a moment longer.
  }
}
