import { makeCertificates } from './certificates';
import { daemonsOf, makeCgroups, switchCgroup } from './cgroups';
import { copyImageStore } from './image-store';
import { plugInMachine, plugInNode } from './network';
import { writeNodeFiles } from './node-files';
import { nodes } from './nodes';
import { cacheFolder } from './place';
import { kubernetesEntry } from './programs';
import { type Namespaces, startNamespaces } from './start-namespaces';

/** Starts all nodes. Nothing of an earlier cluster may be left. */
export async function start(): Promise<void> {
  makeCgroups();
  await makeCertificates();
  for (const node of nodes) {
    writeNodeFiles(node);
    await copyImageStore(node);
  }
  const hub = await startNamespaces(switchCgroup, ['net'], 'switch.sh');
  await plugInMachine(hub);
  const started: Namespaces[] = [];
  for (const node of nodes) {
    const inside = await startNamespaces(
      daemonsOf(node),
      ['net', 'mount', 'uts', 'ipc', 'pid', 'fork', 'kill-child=KILL'],
      'root.sh',
      [node.folder, cacheFolder(), kubernetesEntry],
    );
    await plugInNode(node, inside, hub);
    started.push(inside);
  }
  for (const { go } of [...started, hub]) go();
}
