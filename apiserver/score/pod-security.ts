import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Manifest } from '../../lib/graph/manifest';

/** A pod of `k8s.io/pod-security-admission`, and what a level of a version says of it. */
export interface Fixture {
  readonly level: string;
  /** Such as "v1.28". */
  readonly version: string;
  readonly passes: boolean;
  readonly pod: Manifest;
}

/**
 * The pods in the module of that Kubernetes minor, for Pod Security from 1.28 on; or a sentence, why there
 * are none. Nothing is downloaded for it.
 */
export function podSecurityFixtures(minor: string): Fixture[] | string {
  const module = join(__dirname, '../versions', minor, 'go.mod');
  const kubernetes = /k8s\.io\/kubernetes v1\.(\S+)/.exec(readFileSync(module, 'utf8'))?.[1] ?? '';
  const wanted = `k8s.io/pod-security-admission@v0.${kubernetes}`;
  let root: string;
  try {
    const found = execFileSync('go', ['mod', 'download', '-json', wanted], {
      env: { ...process.env, GOPROXY: 'off', GOFLAGS: '-mod=mod' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    root = join((JSON.parse(found.toString()) as { Dir: string }).Dir, 'test/testdata');
  } catch {
    return `Go is not here, or has not downloaded ${wanted}`;
  }
  return ['baseline', 'restricted'].flatMap((level) =>
    readdirSync(join(root, level))
      .filter((version) => Number(/^v1\.(\d+)$/.exec(version)?.[1] ?? 0) >= 28)
      .flatMap((version) => podsIn(join(root, level, version), level, version)),
  );
}

function podsIn(folder: string, level: string, version: string): Fixture[] {
  return ['pass', 'fail'].flatMap((verdict) =>
    readdirSync(join(folder, verdict)).map((name) => {
      const text = readFileSync(join(folder, verdict, name), 'utf8');
      const pod = parse(text, { version: '1.1' }) as Manifest;
      return { level, version, passes: verdict === 'pass', pod: named(pod) };
    }),
  );
}

/** The tests of the module give some pods a name that no pod can have, and change it when they use them. */
function named(pod: Manifest): Manifest {
  const name = pod.metadata.name?.replaceAll('_', '-');
  return { ...pod, metadata: { ...pod.metadata, name } };
}

/** The labels of a namespace that asks for that level of that version. */
export function enforcing({ level, version }: Pick<Fixture, 'level' | 'version'>) {
  return {
    'pod-security.kubernetes.io/enforce': level,
    'pod-security.kubernetes.io/enforce-version': version,
  };
}
