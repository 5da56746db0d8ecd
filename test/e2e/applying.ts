import { rmSync } from 'node:fs';
import type { Result } from '../../cluster/lib/exec';
import { kubectl, verb } from './cluster';
import { idOf, objects } from './dist';
import { previousDist } from './previous-dist';

const folders = ['-f', 'dist', '-f', 'dist/custom-resources'];

/** What of the objects of dist/ and of all pods would differ after a change: `kind namespace/name: uid generation`. */
async function traces(): Promise<string[]> {
  interface Live {
    readonly kind: string;
    readonly metadata: { namespace?: string; name: string; uid: string; generation?: number };
  }
  const [declared, pods] = await Promise.all([
    kubectl.items<Live>(['get', ...folders]),
    kubectl.items<Live>(['get', 'pods', '-A', '-l', 'app.kubernetes.io/managed-by=cdk8s']),
  ]);
  expect(declared).toHaveLength(objects.length);
  return [...declared, ...pods]
    .map((live) => `${idOf(live as never)}: ${live.metadata.uid} ${live.metadata.generation ?? 0}`)
    .sort();
}

function expectDone({ code, stdout, stderr }: Result): void {
  const lines = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('Warning:'));
  // Not what kubectl says of its own annotation when an object goes from client-side to server-side apply.
  const warnings = lines.filter((line) => !line.includes('This is non-fatal'));
  expect({ code, warnings, error: code === 0 ? '' : stderr }).toEqual({
    code: 0,
    warnings: [],
    error: '',
  });
}

function expectServerSide({ stdout, ...result }: Result, count: number): void {
  expectDone({ stdout, ...result });
  expect(stdout.match(/ serverside-applied/g)).toHaveLength(count);
}

/** Whether the cluster has nothing of dist/ yet. */
async function isFresh(): Promise<boolean> {
  return (await kubectl.text(['get', '-f', 'dist', '--ignore-not-found', '-o', 'name'])) === '';
}

/** Applies everything server-side and takes it away again, without a pod: those come up in the next test. */
async function appliedServerSide(): Promise<void> {
  const nodes = (await kubectl.text(['get', 'nodes', '-o', 'name'])).trim().split('\n');
  const inside = objects.filter(({ metadata }) => metadata.namespace !== undefined);
  const apply = (folder: string) => kubectl.try(['apply', '--server-side', '-f', folder]);
  await kubectl.text(['cordon', ...nodes]);
  try {
    const [plain, custom] = [await apply('dist'), await apply('dist/custom-resources')];
    expectDone(custom);
    const count = objects.length - (custom.stdout.match(/ serverside-applied/g)?.length ?? 0);
    expectServerSide(plain, count);
    const before = await traces();
    expectServerSide(await apply('dist'), count);
    expect(await traces()).toEqual(before);
  } finally {
    // kubectl waits for one object after the other, long after all of them have gone.
    await kubectl.try(['delete', '-f', 'dist', '--now', '--wait=false', '--ignore-not-found']);
    const spaces = [...new Set(inside.map(({ metadata }) => `namespace/${metadata.namespace}`))];
    await kubectl.text(['wait', '--for=delete', '--timeout=90s', ...spaces]);
    await kubectl.text(['uncordon', ...nodes]);
  }
}

describe('dist/ is applied without a warning', () => {
  test('server-side, and twice, where nothing of it was', async () => {
    if (await isFresh()) await appliedServerSide();
    else
      console.warn('not tried: this cluster has objects of dist/ already, which would be deleted');
  });

  test('as it was before its last change, and all of it comes up', async () => {
    const folder = previousDist();
    if (folder === undefined) {
      console.warn('dist/ as it is: the history does not go back (`git fetch --unshallow`)');
      expectDone(await verb('apply'));
      return;
    }
    try {
      expectDone(await verb('apply', '--dir', folder));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('as it is now, as an update of that', async () => {
    expectDone(await verb('apply'));
  });

  test('once more, and nothing changes', async () => {
    const before = await traces();
    expectDone(await verb('apply'));
    expect(await traces()).toEqual(before);
  });

  test('server-side over that', async () => {
    // A dry run, for an object does not come back from server-side apply without a warning. Conflicts are
    // fields into which the API server has written its defaults: GitOps tools decide them so too.
    const serverSide = ['--server-side', '--dry-run=server', '--force-conflicts'];
    expectServerSide(await kubectl.try(['apply', ...serverSide, ...folders]), objects.length);
  });
});
