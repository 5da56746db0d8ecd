import { connect } from 'node:net';
import { UserError } from './user-error';

/** @throws UserError that names the first port of this computer which another program has */
export async function needFreePorts(ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    if (!(await isTaken(port))) continue;
    throw new UserError(
      `port ${port} of this computer is taken, and the cluster needs it (cluster/kind.yaml): see who has it with \`docker ps --filter publish=${port}\` or \`lsof -i :${port}\` (Windows: \`netstat -ano | findstr :${port}\`), and stop that`,
    );
  }
}

/** By connecting, not by listening: to listen below 1024 needs rights that only Docker has. */
async function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1000 });
    const settle = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.on('connect', () => {
      settle(true);
    });
    for (const event of ['error', 'timeout'])
      socket.on(event, () => {
        settle(false);
      });
  });
}
