import { exec } from './exec';
import { lastMessage } from './messages';
import { UserError } from './user-error';

/** @throws UserError when docker is not installed or its engine does not answer */
export async function needDocker(): Promise<void> {
  const version = ['version', '--format', '{{.Server.Version}}'];
  const { code, stderr } = await exec('docker', version, { timeoutMs: 20_000 });
  if (code === 0) return;
  throw new UserError(
    `docker is installed, and its engine does not answer (${lastMessage(stderr) ?? 'nothing in 20 s'}): start Docker Desktop or \`sudo systemctl start docker\`, and try again`,
  );
}

/** @throws UserError when kubectl is not installed */
export async function needKubectl(): Promise<void> {
  await exec('kubectl', ['version', '--client']);
}
