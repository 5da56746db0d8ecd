import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFile } from '../../lib/write-file';
import { type Node, nodes, server } from './nodes';
import { here } from './place';

/** Writes what the node has in its /etc besides what the machine has there: the files of `cluster/node/etc`. */
export function writeNodeFiles(node: Node): void {
  const { name, address, pods, cgroup, isControlPlane, folder } = node;
  const addresses = Object.fromEntries(nodes.map((each) => [each.name, each.address]));
  const values = { name, address, pods, cgroup, server, ...addresses };
  for (const role of ['node', ...(isControlPlane ? ['control-plane'] : [])]) {
    const source = join(here, 'etc', role);
    for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const target = join(folder, 'etc', file.slice(source.length));
      writeFile(target, fill(readFileSync(file, 'utf8'), values));
    }
  }
  for (const name of ['root', 'var']) mkdirSync(join(folder, name), { recursive: true });
}

/** Replaces each `${name}` by its value. @throws Error for a name without one */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`there is no value for \${${name}}`);
    return value;
  });
}
