import { get, kubectl, logs, pods, refusal } from '../cluster';
import { idOf, ofKind } from '../dist';
import { inNamespace, type Proof } from '../proof';

/** A pod that Pod Security "restricted" refuses. */
const rootIn = (namespace: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `root-of-${namespace}`, namespace },
  spec: {
    containers: [{ name: 'app', image: 'busybox:1.37.0', resources: { requests: { cpu: '1m' } } }],
  },
});

const may: readonly [verb: string, what: string, answer: 'yes' | 'no'][] = [
  ['list', 'pods', 'yes'],
  ['get', 'configmaps/settings', 'yes'],
  ['list', 'events', 'yes'],
  ['delete', 'pods', 'no'],
  ['list', 'configmaps', 'no'],
  ['get', 'configmaps/kube-root-ca.crt', 'no'],
  ['get', 'secrets', 'no'],
  ['get', 'nodes', 'no'],
];

export const access: readonly Proof[] = [
  {
    claim: 'a namespace refuses a pod that runs as root, unless it says that it is privileged',
    of: ofKind('Namespace').map(idOf),
    prove: async () => {
      const isOpen = ({
        metadata: { labels = {} },
      }: {
        metadata: { labels?: Record<string, string> };
      }) => labels['pod-security.kubernetes.io/enforce'] === 'privileged';
      const all = ofKind('Namespace').map(({ metadata }) => metadata.name ?? '');
      const answer = await refusal(...all.map(rootIn));
      const refusing = all.filter((name) =>
        answer.includes(
          `pods "root-of-${name}" is forbidden: violates PodSecurity "restricted:latest"`,
        ),
      );
      const open = ofKind('Namespace')
        .filter(isOpen)
        .map(({ metadata }) => metadata.name);
      expect(open).toEqual(['taller-daemon-set', 'taller-host-path']);
      expect(refusing).toEqual(all.filter((name) => !open.includes(name)));
    },
  },
  {
    claim: 'a LimitRange fills in what a container leaves out, and refuses what is too much',
    of: inNamespace('taller-namespace', 'LimitRange containers', 'Pod mi-pod'),
    prove: async () => {
      const [pod] = await pods('taller-namespace', 'app=mi-pod');
      expect(pod?.spec.containers[0]?.resources).toEqual({
        limits: { cpu: '100m', memory: '64Mi' },
        requests: { cpu: '50m', memory: '32Mi' },
      });
      expect(await refusal(small({ limits: { cpu: '600m' } }))).toContain(
        'maximum cpu usage per Container is 500m',
      );
    },
  },
  {
    claim: 'a ResourceQuota refuses what goes beyond it',
    of: inNamespace('taller-namespace', 'ResourceQuota team'),
    prove: async () => {
      const most = { limits: { cpu: '500m', memory: '64Mi' }, requests: { cpu: '500m' } };
      expect(await refusal(small(most))).toBe('');
      expect(await refusal(small(most, most))).toContain(
        'exceeded quota: team, requested: requests.cpu=1',
      );
      const service = {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web', namespace: 'taller-namespace' },
        spec: { type: 'NodePort', ports: [{ port: 80 }] },
      };
      expect(await refusal(service)).toContain(
        'exceeded quota: team, requested: services.nodeports=1',
      );
    },
  },
  {
    claim: 'a Role, and a ClusterRole bound in one namespace, allow what they say and no more',
    of: [
      ...inNamespace(
        'taller-rbac',
        'ServiceAccount reader',
        'Role reader',
        'RoleBinding reader',
        'RoleBinding event-reader',
      ),
      'ClusterRole taller-event-reader',
    ],
    prove: async () => {
      const as = ['--as', 'system:serviceaccount:taller-rbac:reader'];
      const ask = async (namespace: string, verb: string, what: string) =>
        (await kubectl.try(['-n', namespace, 'auth', 'can-i', verb, what, ...as])).stdout.trim();
      for (const [verb, what, answer] of may) {
        expect([verb, what, await ask('taller-rbac', verb, what)]).toEqual([verb, what, answer]);
      }
      expect(await ask('demo', 'list', 'events')).toBe('no');
    },
  },
  {
    claim: 'a pod with the token of that account gets 200 for what is allowed and 403 for the rest',
    of: inNamespace('taller-rbac', 'Deployment client', 'ConfigMap settings'),
    prove: async () => {
      const seen = await logs('taller-rbac', 'deploy/client');
      const mine = '/api/v1/namespaces/taller-rbac';
      expect([...new Set(seen.split('\n').filter((line) => /^\d/.test(line)))]).toEqual([
        `200 ${mine}/pods`,
        `200 ${mine}/configmaps/settings`,
        `200 ${mine}/events`,
        `403 ${mine}/configmaps`,
        `403 ${mine}/secrets`,
        '403 /api/v1/nodes',
      ]);
      const { data } = await get<{ data: unknown }>('ConfigMap taller-rbac/settings');
      expect(data).toEqual({ greeting: 'hola' });
    },
  },
];

/** The pod of `taller-namespace` with one container for each of these resources. */
function small(...resources: readonly object[]) {
  const pod = ofKind('Pod').find(({ metadata }) => metadata.namespace === 'taller-namespace');
  const { metadata, spec } = pod as unknown as { metadata: object; spec: { containers: object[] } };
  const containers = resources.map((asked, index) => ({
    ...spec.containers[0],
    name: `app-${index}`,
    ports: [],
    resources: asked,
  }));
  return {
    ...pod,
    metadata: { ...metadata, name: 'small' },
    spec: { ...spec, containers },
  };
}
