import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Result } from '../../cluster/lib/exec';
import { Kubectl } from '../../cluster/lib/kubectl';
import type { Awaited, List, Pod as PodStatus } from '../../cluster/lib/objects';
import { secretValues } from './secret-values';

export const root = join(__dirname, '../..');

/** The cluster that is tried. */
export const context = process.env.E2E_CONTEXT ?? '';
export const kubectl = new Kubectl(['--context', context]);

export interface Pod extends PodStatus {
  readonly metadata: PodStatus['metadata'] & { readonly labels: Readonly<Record<string, string>> };
  readonly spec: {
    readonly nodeName: string;
    readonly containers: readonly {
      readonly args?: readonly string[];
      readonly env?: readonly { readonly name: string; readonly value?: string }[];
      readonly resources: unknown;
    }[];
  };
  readonly status: PodStatus['status'] & {
    readonly podIP: string;
    readonly containerStatuses: readonly { readonly restartCount: number }[];
  };
}

/** The object `id`, which is as in `Deployment demo/hello-api`, with the fields that the caller names. */
export async function get<T = Awaited>(id: string): Promise<T> {
  const [kind = '', place = ''] = id.split(' ');
  const [name = '', namespace = 'default'] = place.split('/').reverse();
  return kubectl.json<T>(['-n', namespace, 'get', kind, name]);
}

/** Those that nobody has deleted; `selector` is as in `app=web`. */
export async function pods(namespace: string, selector = ''): Promise<readonly Pod[]> {
  const { items } = await kubectl.json<List<Pod>>(['-n', namespace, 'get', 'pods', '-l', selector]);
  return items.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
}

/** What `script` prints in a container of `target`, which is as in `pod/web-0` or `deploy/web`. */
export async function inPod(namespace: string, target: string, script: string): Promise<string> {
  return (await kubectl.text(['-n', namespace, 'exec', target, '--', 'sh', '-c', script])).trim();
}

export async function logs(namespace: string, ...args: readonly string[]): Promise<string> {
  return kubectl.text(['-n', namespace, 'logs', ...args]);
}

export async function patch(namespace: string, target: string, change: object): Promise<void> {
  await kubectl.text([
    '-n',
    namespace,
    'patch',
    target,
    '--type=merge',
    '-p',
    JSON.stringify(change),
  ]);
}

export async function apply(...objects: readonly object[]): Promise<void> {
  await kubectl.text(['apply', '-f', '-'], { input: listOf(objects) });
}

/** Has all pods of the Deployments of a namespace made anew, as `file` says, when all old ones have gone. */
export async function startAfresh(namespace: string, file: string): Promise<void> {
  const inside = (...args: readonly string[]) => kubectl.text(['-n', namespace, ...args]);
  await inside('scale', 'deployment', '--all', '--replicas=0');
  await inside('wait', 'pod', '--all', '--for=delete', '--timeout=60s');
  await kubectl.text(['apply', '-f', file]);
  await inside('wait', 'deployment', '--all', '--for=condition=Available', '--timeout=60s');
  await inside('wait', 'pod', '--all', '--for=condition=Ready', '--timeout=60s');
}

/** Why the API server would not take the objects; `''` when it would. */
export async function refusal(...objects: readonly object[]): Promise<string> {
  const create = ['create', '--dry-run=server', '-f', '-'];
  return (await kubectl.try(create, { input: listOf(objects) })).stderr;
}

const listOf = (items: readonly object[]) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

/** Runs a verb of the program on this cluster, as `npm run` does. */
export async function verb(name: string, ...args: readonly string[]): Promise<Result> {
  return watchedVerb(() => undefined, name, ...args);
}

/** The same, and tells what it prints as it comes. */
export async function watchedVerb(
  onOutput: (text: string) => void,
  name: string,
  ...args: readonly string[]
): Promise<Result> {
  const script = ['-r', './tools/register.js', `cluster/${name}.ts`, '--context', context, ...args];
  // Ended before the test's own time-out, so that it does not go on beside the next one.
  const timeout = 170_000;
  const env = { ...process.env, ...secretValues, NO_COLOR: '1', FORCE_COLOR: undefined };
  return new Promise((resolve) => {
    const options = { cwd: root, env, timeout };
    execFile(process.execPath, script, options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr });
    }).stdout?.on('data', onOutput);
  });
}
