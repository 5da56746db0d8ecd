import { get, inPod, kubectl } from '../cluster';
import { inNamespace, type Proof } from '../proof';

export const volumes: readonly Proof[] = [
  {
    claim: 'a claim finds its volume, and what is written there is there after the pod',
    of: [
      ...inNamespace(
        'taller-persistent-volume',
        'PersistentVolumeClaim on-demand',
        'PersistentVolumeClaim by-hand',
        'Pod diary',
      ),
      ...['StorageClass taller-by-hand', 'PersistentVolume taller-persistent-volume-by-hand'],
    ],
    prove: async () => {
      const namespace = 'taller-persistent-volume';
      interface Claim {
        readonly metadata: { readonly uid: string };
        readonly spec: { readonly volumeName: string; readonly storageClassName: string };
        readonly status: { readonly phase: string };
      }
      const byHand = await get<Claim>(`PersistentVolumeClaim ${namespace}/by-hand`);
      expect(byHand).toMatchObject({
        spec: {
          volumeName: 'taller-persistent-volume-by-hand',
          storageClassName: 'taller-by-hand',
        },
        status: { phase: 'Bound' },
      });
      const lines = async (folder: string) =>
        Number(await inPod(namespace, 'pod/diary', `wc -l < /${folder}/diary`));
      const before = [await lines('by-hand'), await lines('on-demand')];
      const scratch = await get<Claim>(`PersistentVolumeClaim ${namespace}/diary-scratch`);
      await kubectl.text(['-n', namespace, 'delete', 'pod', 'diary']);
      await kubectl.text(['apply', '-f', 'dist/persistent-volume.k8s.yaml']);
      await kubectl.text([
        '-n',
        namespace,
        'wait',
        '--for=condition=Ready',
        'pod/diary',
        '--timeout=60s',
      ]);
      const [first = 0, second = 0] = before;
      expect([await lines('by-hand'), await lines('on-demand')]).toEqual([first + 1, second + 1]);
      const renewed = await get<Claim>(`PersistentVolumeClaim ${namespace}/diary-scratch`);
      expect(renewed.metadata.uid).not.toBe(scratch.metadata.uid);
    },
  },
];
