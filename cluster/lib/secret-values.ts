import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { SecretFromEnvironment } from '../../lib/secrets';
import { UserError } from './user-error';

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The variables of a `.env` file; none when there is no such file. @throws UserError when it cannot be read */
export function readEnvFile(path: string): Variables {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return {};
    throw new UserError(
      `the file "${path}" cannot be read (${code ?? String(error)}): it must be a text file of lines NAME=value that you may read`,
    );
  }
}

/**
 * The Secrets to make for the manifests in `text`, with their values: those that are needed there, and
 * those that a lesson can do without where all of their values are given.
 *
 * @throws UserError that names every variable that is missing or empty
 */
export function secretsToMake(
  secrets: readonly SecretFromEnvironment[],
  text: string,
  sources: readonly Variables[],
) {
  return secrets
    .filter(({ name, namespace, keys, optional }) =>
      optional
        ? (text.includes(namespace) || namespace === 'kube-system') && isGiven(keys, sources)
        : text.includes(name),
    )
    .map((secret) => ({ secret, values: secretValues(secret, sources) }));
}

function isGiven(keys: SecretFromEnvironment['keys'], sources: readonly Variables[]): boolean {
  return Object.values(keys).every((variable) => valueOf(variable, sources) !== undefined);
}

/** The first of `sources` that has a variable decides; an empty one is as good as none. */
function valueOf(variable: string, sources: readonly Variables[]): string | undefined {
  return sources.map((source) => source[variable]).find(Boolean);
}

/**
 * The values of a Secret by its keys.
 *
 * @throws UserError that names every variable that is missing or empty
 */
export function secretValues(
  secret: SecretFromEnvironment,
  sources: readonly Variables[],
): Record<string, string> {
  const values = Object.entries(secret.keys).map(
    ([key, variable]) => [key, variable, valueOf(variable, sources)] as const,
  );
  const missing = values
    .filter(([, , value]) => value === undefined)
    .map(([, variable]) => variable);
  if (missing.length > 0) {
    throw new UserError(
      `nothing was applied: the Secret "${secret.namespace}/${secret.name}" needs ${missing.join(', ')}, which is in neither the environment nor .env: copy .env.example to .env and write the value there`,
    );
  }
  return Object.fromEntries(values.map(([key, , value]) => [key, value ?? '']));
}
