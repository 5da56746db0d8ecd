import { createServer } from 'node:net';
import { UserError } from '../../lib/user-error';
import { clusterName } from './place';

/**
 * Makes sure that only one program changes the cluster or the cache. The lock is a socket without a file:
 * it goes with whoever holds it, however that ends.
 *
 * @throws UserError when another has it
 */
export async function lock(): Promise<void> {
  const socket = createServer();
  await new Promise<void>((resolve, reject) => {
    socket.on('error', () => {
      reject(
        new UserError(
          'another of the scripts `node:up`, `node:down` and `node:build` is running: wait until it is done, and try again',
        ),
      );
    });
    socket.listen(`\0${clusterName}`, resolve);
  });
  socket.unref();
}
