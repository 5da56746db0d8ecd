import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { machine, namespacesOf, processesIn } from './machine';

/**
 * Starts and ends the real cluster: on Linux, as root, with the packages of packages.txt, and with nobody
 * else at work who starts containers on this machine.
 */
const before = machine();

test('up brings up a cluster; up again says that it is up; status shows its nodes', async () => {
  expect(await verb('up').end).toBe(0);
  const again = verb('up');
  expect(await again.end).toBe(0);
  expect(again.output()).toContain('is up already');
  const status = verb('status');
  expect(await status.end).toBe(0);
  expect(status.output()).toMatch(/node1 +Ready[^]*node2 +Ready/);
});

test.each(['etcd', 'kube-apiserver', 'containerd', 'kubelet', 'kube-proxy'])(
  '%s starts again when it is killed',
  async (name) => {
    const killed = clusterProcesses().filter((pid) => nameOf(pid) === name);
    expect(killed).not.toEqual([]);
    for (const pid of killed) kill(pid);
    await until(() => {
      const running = clusterProcesses().filter((pid) => nameOf(pid) === name);
      return running.length === killed.length && !running.some((pid) => killed.includes(pid));
    });
  },
);

test('a cluster that lost a node is not up', async () => {
  const [first = 0] = processesOf('node2/daemons');
  kill(first);
  await until(() => processesOf('node2/daemons').length === 0);
  const status = verb('status');
  expect(await status.end).toBe(1);
  expect(status.output()).toContain('✗ the cluster "orquesta-node" is not up: `npm run node:up`');
});

test('up replaces what is left when all processes are gone, as after a power cut', async () => {
  await until(() => {
    const left = clusterProcesses();
    for (const pid of left) kill(pid);
    return left.length === 0;
  });
  const up = verb('up');
  expect(await up.end).toBe(0);
  expect(up.output()).toContain('removed what was left of a cluster');
});

test('down leaves nothing', async () => {
  const namespaces = namespacesOf(clusterProcesses());
  expect(namespaces.size).toBeGreaterThan(9);
  expect(await verb('down').end).toBe(0);
  // The last have ended, and the first process of this machine has yet to notice.
  await until(() => processesIn(namespaces).length === 0);
  expect(machine()).toEqual(before);
});

test('down again says that there is nothing to end', async () => {
  const down = verb('down');
  expect(await down.end).toBe(0);
  expect(down.output()).toContain('there is no cluster "orquesta-node": nothing to end');
});

test('Ctrl-C during up leaves nothing', async () => {
  const up = verb('up');
  await up.says('condition met');
  up.child.kill('SIGINT');
  expect(await up.end).toBe(130);
  expect(machine()).toEqual(before);
});

test('no second up begins while one is at work; what is left when that is killed goes with down', async () => {
  const up = verb('up');
  await up.says('starting two nodes');
  const second = verb('up');
  expect(await second.end).toBe(1);
  expect(second.output()).toContain('is running: wait until it is done, and try again');
  await until(() => clusterProcesses().some((pid) => nameOf(pid) === 'etcd'));
  up.child.kill('SIGKILL');
  await up.end;
  expect(clusterProcesses()).not.toEqual([]);
  expect(await verb('down').end).toBe(0);
  expect(machine()).toEqual(before);
});

interface Verb {
  readonly child: ChildProcess;
  /** The exit code. */
  readonly end: Promise<number | null>;
  /** Waits for a line with that text. */
  readonly says: (text: string) => Promise<void>;
  readonly output: () => string;
}

function verb(name: string): Verb {
  const args = ['-r', './tools/register.js', `cluster/node/${name}.ts`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => said.push(line));
  }
  const end = new Promise<number | null>((resolve) => child.on('close', resolve));
  const says = async (text: string) => until(() => said.some((line) => line.includes(text)));
  return { child, end, says, output: () => said.join('\n') };
}

/** The jest time-out ends the wait. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 50));
}

const clusterProcesses = () => processesOf('');

/** The processes in a cgroup of the cluster and below it. */
function processesOf(cgroup: string): number[] {
  const own = /:\/orquesta-node\/(.*)$/m;
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => own.exec(read(`/proc/${pid}/cgroup`))?.[1]?.startsWith(cgroup))
    .map(Number);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended with another.
  }
}

const nameOf = (pid: number) => read(`/proc/${pid}/comm`).trim();

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
