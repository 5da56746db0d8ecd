import { exec, type ExecOptions } from './exec';
import { lastMessage } from './messages';
import { say } from './say';
import { UserError } from './user-error';

/** Whether kind has a cluster of that name. @throws UserError when kind is not installed */
export async function kindClusterExists(name: string): Promise<boolean> {
  const { stdout } = await tool('kind', ['get', 'clusters', '--quiet']);
  return stdout.split(/\s+/).includes(name);
}

/** Shows a command of kind or docker and its output. @throws UserError when it fails */
export async function show(command: string, args: readonly string[]): Promise<void> {
  say.command([command, ...args].join(' '));
  await tool(command, args, { onLine: say.echo });
}

/** Runs kind or docker. @throws UserError when it fails */
export async function tool(command: string, args: readonly string[], options: ExecOptions = {}) {
  const result = await exec(command, args, options);
  if (result.code === 0) return result;
  throw new UserError(
    `\`${[command, ...args].join(' ')}\` failed: ${lastMessage(result.stderr) ?? 'it says nothing'}`,
  );
}
