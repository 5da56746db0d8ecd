import type { SecretFromEnvironment } from '../../lib/secrets';
import type { Kubectl } from './kubectl';

export type SecretChange = 'created' | 'changed' | 'unchanged';

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
  const manifest = {
    apiVersion: 'v1',
    kind: 'Secret',
    type,
    metadata: { namespace, name, labels: { 'app.kubernetes.io/managed-by': 'orquesta' } },
    data,
  };
  // --force-conflicts: the environment decides, also over a Secret that was made by hand before.
  await kubectl.text(
    ['apply', '--server-side', '--field-manager=orquesta', '--force-conflicts', '-f', '-'],
    { input: JSON.stringify(manifest) },
  );
  if (before === '') return 'created';
  const { data: old = {} } = JSON.parse(before) as { data?: Record<string, string> };
  return Object.entries(data).every(([key, value]) => old[key] === value) ? 'unchanged' : 'changed';
}

/**
 * Starts those readers anew that are there: a pod reads a Secret when it starts. At once, not after the manifests:
 * an apply that fails in between would find the Secret unchanged next time.
 */
export async function restartReaders(
  kubectl: Kubectl,
  namespace: string,
  readers: readonly string[],
): Promise<void> {
  for (const reader of readers) {
    const found = await kubectl.text(['-n', namespace, 'get', reader, '--ignore-not-found']);
    if (found !== '') await kubectl.show(['-n', namespace, 'rollout', 'restart', reader]);
  }
}
