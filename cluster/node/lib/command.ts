import { exec } from '../../lib/exec';
import { lastMessage } from '../../lib/messages';
import { UserError } from '../../lib/user-error';

/**
 * Runs a command with some more environment variables.
 *
 * @returns what it prints
 * @throws UserError when it fails
 */
export async function command(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const variables = Object.entries(env).map(([key, value]) => `${key}=${value ?? ''}`);
  const [first = name, ...rest] = variables.length > 0 ? ['env', ...variables, name] : [name];
  const { code, stdout, stderr } = await exec(first, [...rest, ...args]);
  if (code === 0) return stdout;
  throw new UserError(
    `\`${[name, ...args].join(' ')}\` failed: ${lastMessage(stderr) ?? lastMessage(stdout) ?? 'it says nothing'}`,
  );
}
