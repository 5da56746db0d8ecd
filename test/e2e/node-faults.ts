import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { exec } from '../../cluster/lib/exec';
import { clusterName } from '../../cluster/node/lib/place';
import { context, kubectl, verb, watchedVerb } from './cluster';
import { eventually } from './eventually';

/** Sends a signal to a program of a node. */
async function signal(node: string, name: string, program: string): Promise<void> {
  const { stderr } = await exec('cluster/node/enter.sh', [
    node,
    'pkill',
    `-${name}`,
    '-x',
    program,
  ]);
  expect(stderr).toBe('');
}

async function answers(): Promise<void> {
  expect((await kubectl.try(['get', '--raw', '/readyz', '--request-timeout=2s'])).stdout).toBe(
    'ok',
  );
}

async function isNode2Ready(): Promise<void> {
  const path = 'jsonpath={.status.conditions[?(@.type=="Ready")].status}';
  expect(await kubectl.text(['get', 'node', 'node2', '-o', path])).toBe('True');
}

const namespace = 'e2e-node-fault';
const onNode2 = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'bound', namespace },
    spec: {
      nodeSelector: { 'kubernetes.io/hostname': 'node2' },
      terminationGracePeriodSeconds: 1,
      containers: [{ name: 'app', image: 'busybox:1.37.0', command: ['sleep', '1000000'] }],
    },
  },
];

// On other clusters nobody lets a test reach into the nodes.
const testNodes = context === clusterName ? test : test.skip;

describe('when a program of a node dies', () => {
  testNodes('apply tells that the API server went away, and works once it is back', async () => {
    let killed: Promise<void> | undefined;
    const kill = (text: string) => {
      if (/^ *\$ kubectl .*apply -f dist$/m.test(text)) {
        killed ??= signal('node1', 'KILL', 'kube-apiserver');
      }
    };
    const { code, stderr } = await watchedVerb(kill, 'apply');
    await killed;
    expect(stderr).toMatch(/^✗ .*failed: .*\n( .*\n)* *fix: the API server went away; try again/);
    expect(code).toBe(1);
    await eventually(answers);
    expect(await verb('apply')).toMatchObject({ code: 0, stderr: '' });
  });

  testNodes('apply tells which node has no kubelet, and works once it has one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
    writeFileSync(join(folder, 'all.yaml'), onNode2.map((object) => dump(object)).join('---\n'));
    try {
      await signal('node2', 'STOP', 'kubelet');
      const { code, stderr } = await verb('apply', '--dir', folder, '--timeout', '35');
      expect(stderr).toContain(
        'node "node2": NodeStatusUnknown: Kubelet stopped posting node status.',
      );
      expect(code).toBe(1);
      await signal('node2', 'CONT', 'kubelet');
      await eventually(isNode2Ready);
      expect(await verb('apply', '--dir', folder)).toMatchObject({ code: 0, stderr: '' });
    } finally {
      await signal('node2', 'CONT', 'kubelet');
      await kubectl.text(['delete', 'namespace', namespace, '--wait=false', '--ignore-not-found']);
      rmSync(folder, { recursive: true });
    }
  });
});
