import type { SecretFromEnvironment } from '../../lib/secrets';
import type { Kubectl } from './kubectl';

export type SecretChange = 'created' | 'changed' | 'unchanged';

/** Stays on a Secret until its readers have been restarted, so that an apply that was cut off is made up for. */
const unsettled = 'orquesta/readers-to-restart';

interface Live {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
  readonly data?: Readonly<Record<string, string>>;
}

/**
 * Makes the Secret say `values`. They travel by standard input and by server-side apply, so they
 * are in no argument list, no output and no last-applied annotation.
 */
export async function applySecret(
  kubectl: Kubectl,
  { namespace, name, type = 'Opaque' }: SecretFromEnvironment,
  values: Readonly<Record<string, string>>,
): Promise<SecretChange> {
  const data = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
  );
  const before = await kubectl.text([
    '-n',
    namespace,
    'get',
    'secret',
    name,
    '--ignore-not-found',
    '-o',
    'json',
  ]);
  const { metadata, data: old = {} } = JSON.parse(before || '{}') as Live;
  const isSettled =
    before !== '' &&
    metadata?.annotations?.[unsettled] === undefined &&
    Object.entries(data).every(([key, value]) => old[key] === value);
  const manifest = {
    apiVersion: 'v1',
    kind: 'Secret',
    type,
    metadata: {
      namespace,
      name,
      labels: { 'app.kubernetes.io/managed-by': 'orquesta' },
      annotations: isSettled ? {} : { [unsettled]: 'true' },
    },
    data,
  };
  // --force-conflicts: the environment decides, also over a Secret that was made by hand before.
  await kubectl.text(
    ['apply', '--server-side', '--field-manager=orquesta', '--force-conflicts', '-f', '-'],
    { input: JSON.stringify(manifest) },
  );
  if (before === '') return 'created';
  return isSettled ? 'unchanged' : 'changed';
}

/** Starts those readers anew that are there: a pod reads a Secret when it starts. A bare one the next apply makes. */
export async function restartReaders(
  kubectl: Kubectl,
  { namespace, name }: Pick<SecretFromEnvironment, 'namespace' | 'name'>,
  readers: readonly string[],
): Promise<void> {
  for (const reader of readers) {
    const found = await kubectl.text(['-n', namespace, 'get', reader, '--ignore-not-found']);
    if (found === '') continue;
    const restart = reader.startsWith('pod/') ? ['delete'] : ['rollout', 'restart'];
    await kubectl.show(['-n', namespace, ...restart, reader]);
  }
  await kubectl.text(['-n', namespace, 'annotate', 'secret', name, `${unsettled}-`]);
}
