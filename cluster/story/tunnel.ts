import type { Kubectl } from '../lib/kubectl';
import { messages } from '../lib/messages';
import { UserError } from '../lib/user-error';

/** A kubectl that carries connections from this computer into the cluster. */
export interface Tunnel {
  /** Where it listens, on 127.0.0.1. */
  readonly port: number;
  /** Ends it. */
  readonly close: () => Promise<void>;
}

/** Another program has the port on which the tunnel should begin. */
export class PortTaken extends UserError {}

/**
 * Starts `kubectl proxy` or `kubectl port-forward` and waits for the line that tells its port.
 *
 * @throws PortTaken, or UserError when it ends or does not listen within 10 s
 */
export async function openTunnel(kubectl: Kubectl, args: readonly string[]): Promise<Tunnel> {
  let settle: (first: string) => void = () => undefined;
  const said = new Promise<string>((resolve) => (settle = resolve));
  const child = kubectl.start(args, {
    onLine: (line) => {
      if (/^(Forwarding from|Starting to serve|Unable to listen)/.test(line)) settle(line);
    },
  });
  const close = () => child.stop();
  const late = setTimeout(() => {
    settle('it says nothing for 10 s');
  }, 10_000);
  const ended = child.done.then(({ stderr }) => messages(stderr).join('; '));
  const first = await Promise.race([said, ended]).finally(() => {
    clearTimeout(late);
  });
  const port = /127\.0\.0\.1:(\d+)/.exec(first)?.[1];
  if (/^(Forwarding|Starting)/.test(first) && port) return { port: Number(port), close };
  await close();
  // With 127.0.0.1 taken, kubectl goes on with ::1 alone: its first line is about that.
  const taken = /^Forwarding|unable to listen/i.test(first);
  const Failure = taken ? PortTaken : UserError;
  throw new Failure(`\`${kubectl.line(args)}\` did not open the tunnel: ${first}`);
}
