import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import type { Result } from '../../../cluster/lib/exec';
import { apply, get, kubectl, verb } from '../cluster';
import { eventually } from '../eventually';
import type { Proof } from '../proof';

interface Fault {
  readonly name: string;
  /** Is there before the others, and in force. */
  readonly quota?: object;
  readonly objects: readonly object[];
  /** What the verb tells in one line. */
  readonly cause: RegExp;
  readonly mended: readonly object[];
}

const web = (container: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        terminationGracePeriodSeconds: 1,
        containers: [
          {
            name: 'app',
            image: 'hashicorp/http-echo:0.2.3',
            args: ['-text=hola', '-listen=:8080'],
            ...container,
          },
        ],
      },
    },
  },
});
const service = (nodePort: number) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80, nodePort }] },
});
const quota = (pods: string) => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'few' },
  spec: { hard: { pods } },
});
const ready = (port: number) => ({
  readinessProbe: { periodSeconds: 1, httpGet: { path: '/', port } },
});

const faults: readonly Fault[] = [
  {
    name: 'an image that is not there',
    objects: [web({ image: 'localhost/missing:1.0' })],
    cause:
      /pod "web-\S+", container "app": (ErrImagePull|ImagePullBackOff): .*localhost\/missing:1\.0/,
    mended: [web()],
  },
  {
    name: 'a pod that never gets ready',
    objects: [web(ready(9))],
    cause: /last event: Unhealthy: Readiness probe failed: .*:9\/.*connection refused/,
    mended: [web(ready(8080))],
  },
  {
    name: 'a quota that is exhausted',
    quota: quota('0'),
    objects: [web()],
    cause:
      /replicaset "web-\S+": FailedCreate: .*exceeded quota: few, requested: pods=1, used: pods=0, limited: pods=0/,
    mended: [quota('1'), web()],
  },
  {
    name: 'a node port that is taken',
    objects: [service(30080), web()],
    cause:
      /^✗ .*Service "web" is invalid: spec\.ports\[0\]\.nodePort: Invalid value: 30080: provided port is already allocated$/m,
    mended: [service(30099), web()],
  },
];

async function applied(
  namespace: string,
  objects: readonly object[],
  seconds: number,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
  const all = objects.map((object) =>
    dump({ ...object, metadata: { ...metadataOf(object), namespace } }),
  );
  writeFileSync(join(folder, 'all.yaml'), [dump(namespaceOf(namespace)), ...all].join('---\n'));
  try {
    return await verb('apply', '--dir', folder, '--timeout', String(seconds));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const namespaceOf = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
const metadataOf = (object: object) => (object as { metadata: object }).metadata;

/** Until its status is known, a quota refuses everything, for that reason. */
async function enforce(quota: object, namespace: string): Promise<void> {
  const place = { ...metadataOf(quota), namespace };
  await apply(namespaceOf(namespace), { ...quota, metadata: place });
  await eventually(async () => {
    const { status } = await get<{ status?: { hard?: object } }>(`ResourceQuota ${namespace}/few`);
    expect(status?.hard).toBeDefined();
  });
}

async function applyTells(
  { quota, objects, cause, mended }: Fault,
  namespace: string,
): Promise<void> {
  try {
    if (quota) await enforce(quota, namespace);
    const broken = await applied(namespace, objects, 12);
    expect(broken.code).toBe(1);
    expect(broken.stderr).toMatch(cause);
    const { code, stderr } = await applied(namespace, mended, 90);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  } finally {
    await kubectl.text(['delete', 'namespace', namespace, '--wait=false', '--ignore-not-found']);
  }
}

async function demoTells(): Promise<void> {
  const few = { ...quota('4'), metadata: { name: 'few', namespace: 'demo' } };
  await apply(few);
  try {
    const flags = ['--timeout', '15', '--report', 'demo-report/stopped'];
    const { code, stdout, stderr } = await verb('demo', ...flags);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^✗ the demo failed in its chapter "Escalar sin caída": \S+ tells why\n$/,
    );
    expect(stdout).toMatch(/FailedCreate: .*exceeded quota: few, requested: pods=1, used: pods=4/);
    expect(stdout).toContain('✓ otra vez 3 pods con «Hola desde Kubernetes 👋»');
  } finally {
    await kubectl.text(['-n', 'demo', 'delete', 'quota', 'few']);
  }
}

export const faultProofs: readonly Proof[] = [
  ...faults.map((fault, index) => ({
    claim: `apply tells in one line of ${fault.name}, and works once that is mended`,
    of: [],
    prove: () => applyTells(fault, `e2e-fault-${index}`),
  })),
  {
    claim: 'the demo tells in one line why it stopped, and leaves the cluster as it was',
    of: [],
    prove: demoTells,
  },
];
