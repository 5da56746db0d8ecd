import { get, inPod, kubectl, pods } from '../cluster';
import { eventually } from '../eventually';
import { inNamespace, type Proof } from '../proof';
import { fromVisitor } from '../visitor';

const wget = (url: string) => `wget -q -T 2 -O - ${url} 2>&1 || true`;
const refused = /timed out|refused|unreachable/;

export const networkPolicies: readonly Proof[] = [
  {
    claim: 'only the frontend reaches the api',
    of: inNamespace(
      'taller-network-policy',
      ...['Deployment api', 'Service api', 'Deployment frontend', 'Deployment stranger'],
      ...[
        'NetworkPolicy deny-all',
        'NetworkPolicy api-from-frontend',
        'NetworkPolicy frontend-to-api',
      ],
    ),
    prove: async () => {
      const from = (name: string, url: string) =>
        inPod('taller-network-policy', `deploy/${name}`, wget(url));
      expect(await from('frontend', 'http://api')).toBe('the answer of api');
      expect(await from('stranger', 'http://api')).toMatch(refused);
      expect(await fromVisitor(wget('http://api.taller-network-policy'))).toMatch(refused);
      expect(await from('frontend', 'http://hello-svc.demo')).toMatch(refused);
    },
  },
  {
    claim: 'a pod that may talk to nobody may still ask for names',
    of: inNamespace('taller-network-policy', 'NetworkPolicy allow-dns'),
    prove: async () => {
      const ask = 'nslookup -type=a api.taller-network-policy.svc.cluster.local';
      const { spec } = await get<{ spec: { clusterIP: string } }>(
        'Service taller-network-policy/api',
      );
      expect(await inPod('taller-network-policy', 'deploy/stranger', ask)).toContain(
        spec.clusterIP,
      );
    },
  },
  {
    claim:
      'a policy isolates the pods that its selector chooses, and a Service finds pods by theirs',
    of: inNamespace(
      'taller-label',
      ...['Pod mi-pod-web1', 'Pod mi-pod-web2', 'Pod mi-pod-web3'],
      ...['Service web1', 'Service all', 'NetworkPolicy released-http-only'],
    ),
    prove: async () => {
      const at = new Map(
        (await pods('taller-label')).map((pod) => [pod.metadata.name, pod.status.podIP]),
      );
      const reached = (name: string) =>
        fromVisitor(wget(`http://${at.get(`mi-pod-${name}`) ?? ''}:8080`));
      expect(await reached('web1')).toMatch(refused);
      expect(await reached('web2')).toMatch(refused);
      expect(await reached('web3')).toBe('mi-pod-web3');
      const addresses = async (service: string) => {
        const slices = ['get', 'endpointslices', '-l', `kubernetes.io/service-name=${service}`];
        const path = 'jsonpath={.items[*].endpoints[*].targetRef.name}';
        const names = await kubectl.text(['-n', 'taller-label', ...slices, '-o', path]);
        return names.split(' ').sort();
      };
      expect(await addresses('web1')).toEqual(['mi-pod-web1']);
      expect(await addresses('all')).toEqual(['mi-pod-web1', 'mi-pod-web2', 'mi-pod-web3']);
      await eventually(async () => {
        expect(await insideLabel('http://web1')).toBe('mi-pod-web1');
      });
    },
  },
];

/** What a pod of `taller-label` itself reads from `url`. */
async function insideLabel(url: string): Promise<string> {
  const run = ['run', 'visitor', '--image=busybox:1.37.0', '--restart=Never', '--rm', '-i', '-q'];
  const security = {
    runAsNonRoot: true,
    runAsUser: 10001,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  };
  const container = {
    name: 'visitor',
    image: 'busybox:1.37.0',
    command: ['sh', '-c', wget(url)],
    securityContext: security,
  };
  const overrides = `--overrides=${JSON.stringify({ spec: { containers: [container] } })}`;
  return (await kubectl.text(['-n', 'taller-label', ...run, overrides])).trim();
}
