import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { fill, writeNodeFiles } from '../../../../cluster/node/lib/node-files';
import { nodes } from '../../../../cluster/node/lib/nodes';

const folder = mkdtempSync(join(tmpdir(), 'node-'));

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each(nodes)('the files of $name are filled in', (node) => {
  writeNodeFiles({ ...node, folder });
  const etc = join(folder, 'etc');
  const kubelet = readFileSync(join(etc, 'kubernetes/kubelet.yaml'), 'utf8');
  expect(load(kubelet)).toMatchObject({ cgroupRoot: node.cgroup });
  expect(readFileSync(join(etc, 'kubernetes/flags/kubelet'), 'utf8')).toContain(
    `--node-ip=${node.address}\n`,
  );
  expect(JSON.parse(readFileSync(join(etc, 'cni/net.d/10-pods.conflist'), 'utf8'))).toMatchObject({
    plugins: [{ type: 'ptp', ipam: { ranges: [[{ subnet: node.pods }]] } }, { type: 'portmap' }],
  });
  for (const { address, name } of nodes) {
    expect(readFileSync(join(etc, 'hosts'), 'utf8')).toContain(`${address} ${name}\n`);
  }
});

test('only the first node has a control plane', () => {
  const flags = nodes.map((node) => {
    writeNodeFiles({ ...node, folder });
    const found = readdirSync(join(folder, 'etc/kubernetes/flags'));
    rmSync(folder, { recursive: true });
    return found.sort();
  });
  const all = ['containerd', 'kube-proxy', 'kubelet'];
  const plane = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
  expect(flags).toEqual([[...all, ...plane].sort(), all]);
});

test('a name without a value is a mistake', () => {
  expect(fill('${a}-${b}', { a: '1', b: '2' })).toBe('1-2');
  expect(() => fill('${c}', { a: '1' })).toThrow('there is no value for ${c}');
});
