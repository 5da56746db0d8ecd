import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { SecretFromEnvironment } from '../../lib/secrets';
import { UserError } from './user-error';

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Where the values come from; the environment decides before the file. */
export interface Sources {
  readonly environment: Variables;
  /** The variables of `.env`; `undefined` when there is no such file. */
  readonly file: Variables | undefined;
}

/** A Secret with its values by its keys. */
export interface FilledSecret {
  readonly secret: SecretFromEnvironment;
  readonly values: Readonly<Record<string, string>>;
}

/** The variables of a `.env` file; none when there is no such file. @throws UserError when it cannot be read */
export function readEnvFile(path: string): Variables | undefined {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new UserError(
      `the file "${path}" cannot be read (${code ?? String(error)}): it must be a text file of lines NAME=value that you may read`,
    );
  }
}

/**
 * The Secrets to make for the manifests in `text`, with their values: those that are needed there, and
 * those of the lessons there whose values are given.
 *
 * @throws UserError that names every variable that is missing or empty
 */
export function secretsToMake(
  secrets: readonly SecretFromEnvironment[],
  text: string,
  sources: Sources,
): FilledSecret[] {
  const wanted = secrets
    .filter(({ name, optionalFor }) => names(text, optionalFor ?? name))
    .filter(({ keys, optionalFor }) => {
      const variables: readonly string[] = Object.values(keys);
      return optionalFor === undefined || missing(variables, sources).length < variables.length;
    });
  const complaints = wanted.flatMap((secret) => complaint(secret, sources) ?? []);
  if (complaints.length > 0) {
    throw new UserError(`nothing was applied: ${complaints.join('\n  ')}`);
  }
  return wanted.map((secret) => {
    const entries = Object.entries(secret.keys);
    const values = entries.map(([key, variable]) => [key, valueOf(variable, sources) ?? '']);
    return { secret, values: Object.fromEntries(values) as Record<string, string> };
  });
}

/** Whether `name` is the whole of a name, secretName or namespace in the text of YAML or JSON. */
function names(text: string, name: string): boolean {
  const literal = name.replaceAll('.', '\\.');
  return new RegExp(`\\b(?:name|secretName|namespace)["']?: *["']?${literal}(?![\\w.-])`).test(
    text,
  );
}

/** An empty variable is as good as none. */
function valueOf(variable: string, { environment, file }: Sources): string | undefined {
  return [environment[variable], file?.[variable]].find(Boolean);
}

function missing(variables: readonly string[], sources: Sources): readonly string[] {
  return variables.filter((variable) => valueOf(variable, sources) === undefined);
}

function complaint(
  { namespace, name, keys, optionalFor }: SecretFromEnvironment,
  sources: Sources,
): string | undefined {
  const variables: readonly string[] = Object.values(keys);
  const lacks = missing(variables, sources);
  if (lacks.length === 0) return undefined;
  const them = lacks.length === 1 ? 'it' : 'them';
  const lines = lacks.map((variable) => `\`${variable}=\``).join(' and ');
  const mend =
    sources.file === undefined
      ? 'which is in neither the environment nor .env: copy .env.example to .env and write the value there'
      : `and .env has no value for ${them}: write one after ${lines}`;
  const given = variables.filter((variable) => !lacks.includes(variable)).join(' and ');
  const without = `, or leave out ${given} too: then the lesson does without`;
  return `the Secret "${namespace}/${name}" needs ${lacks.join(' and ')}, ${mend}${optionalFor === undefined ? '' : without}`;
}
