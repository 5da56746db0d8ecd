import { exec } from './exec';
import { Kubectl } from './kubectl';
import { lastMessage, short } from './messages';
import { UserError } from './user-error';

/** The flags that choose a cluster. */
export interface Target {
  readonly context: string;
  readonly kubeconfig: string | undefined;
}

const startIt = 'start it (for kind: `npm run up`), or name another with `--context NAME`';

/** kubectl for a cluster that answers; `repair` is for one that does not. @throws UserError that names what is missing */
export async function connect({ context, kubeconfig }: Target, repair = startIt): Promise<Kubectl> {
  const file = kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig];
  const target = [...file, '--context', context];
  const ready = await exec(
    'kubectl',
    [...target, 'get', '--raw', '/readyz', '--request-timeout=5s'],
    {
      timeoutMs: 15_000,
    },
  );
  const config = async (...args: string[]) =>
    (await exec('kubectl', [...file, 'config', ...args])).stdout.trim();
  if (ready.code === 0) {
    const isCurrent = (await config('current-context')) === context;
    return new Kubectl(target, isCurrent ? file : target);
  }

  const names = (await config('get-contexts', '-o', 'name')).split(/\s+/).filter(Boolean);
  if (!names.includes(context)) {
    const where = kubeconfig === undefined ? '' : ` in "${kubeconfig}"`;
    const seen = names.length === 0 ? 'none' : names.map((name) => `"${name}"`).join(', ');
    throw new UserError(
      `kubectl has no context "${context}"${where} (it has ${seen}): create the cluster with \`npm run up\`, or name another with \`--context NAME\``,
    );
  }
  const reason = short(lastMessage(ready.stderr) ?? 'nothing in 15 s');
  throw new UserError(`the cluster of context "${context}" does not answer (${reason}): ${repair}`);
}
