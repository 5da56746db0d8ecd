import { type AddressInfo, createServer } from 'node:net';
import { needFreePorts } from '../../../cluster/lib/ports';

test('a port that another program has is named, with the command that tells which', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(needFreePorts([port])).rejects.toThrow(
    `port ${port} of this computer is taken, and the cluster needs it (cluster/kind.yaml): see who has it with \`docker ps --filter publish=${port}\` or \`lsof -i :${port}\` (Windows: \`netstat -ano | findstr :${port}\`), and stop that`,
  );
  await new Promise((resolve) => server.close(resolve));
  await expect(needFreePorts([port])).resolves.toBeUndefined();
});
