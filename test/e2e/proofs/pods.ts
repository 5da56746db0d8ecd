import { get, inPod, kubectl, logs, pods } from '../cluster';
import { eventually } from '../eventually';
import { inNamespace, type Proof } from '../proof';
import { read, reads } from '../visitor';

const names = (all: readonly { readonly metadata: { readonly name: string } }[]) =>
  all.map(({ metadata }) => metadata.name).sort();
const remove = (namespace: string, ...what: readonly string[]) =>
  kubectl.text(['-n', namespace, 'delete', 'pod', ...what, '--wait=false']);

export const podProofs: readonly Proof[] = [
  {
    claim: 'a pod serves the page of nginx on port 80 without root',
    of: inNamespace('taller-pod', 'Pod nginx'),
    prove: async () => {
      const [pod] = await pods('taller-pod', 'app=nginx');
      expect(await read(`http://${pod?.status.podIP ?? ''}`)).toContain('Welcome to nginx');
    },
  },
  {
    claim: 'a container serves what one before it has prepared and what one beside it renews',
    of: inNamespace('taller-pod', 'Pod web-with-helpers'),
    prove: async () => {
      const [pod] = await pods('taller-pod', 'app=web-with-helpers');
      const url = `http://${pod?.status.podIP ?? ''}:8080`;
      expect(await read(url)).toBe('prepared by the init container');
      const first = await read(`${url}/clock.html`);
      await eventually(async () => {
        expect(await read(`${url}/clock.html`)).not.toBe(first);
      });
    },
  },
  {
    claim: 'a ReplicaSet makes three others when its pods are deleted',
    of: inNamespace('taller-replica-set', 'ReplicaSet mi-replicaset'),
    prove: async () => {
      const before = names(await pods('taller-replica-set', 'tier=cache'));
      expect(before).toHaveLength(3);
      await remove('taller-replica-set', '-l', 'tier=cache', '--grace-period=1');
      await eventually(async () => {
        const { status } = await get('ReplicaSet taller-replica-set/mi-replicaset');
        const after = names(await pods('taller-replica-set', 'tier=cache'));
        expect([status?.availableReplicas, after.length]).toEqual([3, 3]);
        expect(after.filter((name) => before.includes(name))).toEqual([]);
      });
    },
  },
  {
    claim: 'the pods of a StatefulSet have names that stay, and data that stays',
    of: inNamespace('taller-stateful-set', 'StatefulSet web', 'Service web'),
    prove: async () => {
      const page = () => read('http://web-1.web.taller-stateful-set:8080');
      const [before] = (await pods('taller-stateful-set')).slice(1);
      const starts = (await page()).split('\n').length;
      await remove('taller-stateful-set', 'web-1');
      await eventually(async () => {
        const all = await pods('taller-stateful-set');
        expect(names(all)).toEqual(['web-0', 'web-1', 'web-2']);
        expect(all[1]?.metadata.uid).not.toBe(before?.metadata.uid);
        const lines = (await page()).split('\n');
        expect(lines).toHaveLength(starts + 1);
        expect(lines.at(-1)).toMatch(/^web-1 started at /);
      });
    },
  },
  {
    claim: 'a DaemonSet has a pod on every node, and each reads the logs of its node',
    of: inNamespace('taller-daemon-set', 'DaemonSet log-collector'),
    prove: async () => {
      const nodes = (await kubectl.text(['get', 'nodes', '-o', 'name'])).trim().split('\n');
      const collectors = await pods('taller-daemon-set', 'app=log-collector');
      expect(collectors.map(({ spec }) => `node/${spec.nodeName}`).sort()).toEqual(nodes.sort());
      for (const { metadata } of collectors) {
        await eventually(async () => {
          const seen = await logs('taller-daemon-set', metadata.name, '--limit-bytes=100000');
          expect(seen).toMatch(/==> \/var\/log\/pods\/\S+\.log <==/);
        });
      }
    },
  },
  {
    claim: 'a pod reads files of its node',
    of: inNamespace('taller-host-path', 'Pod node-facts'),
    prove: async () => {
      const facts = await logs('taller-host-path', 'node-facts');
      expect(facts).toMatch(/^PRETTY_NAME=/m);
      expect(facts).toContain('taller-host-path_node-facts_');
    },
  },
  {
    claim: 'a pod that is not ready gets no visits, and one that is not well is restarted',
    of: inNamespace('taller-probe', 'Deployment patient', 'Service patient'),
    prove: async () => {
      const all = await pods('taller-probe', 'app=patient');
      const [one = '', other = ''] = names(all);
      const ready = async () => {
        const slices = ['-n', 'taller-probe', 'get', 'endpointslices', '-o'];
        const path = 'jsonpath={.items[*].endpoints[?(@.conditions.ready==true)].targetRef.name}';
        return (await kubectl.text([...slices, path])).split(' ').sort();
      };
      const restarts = async () =>
        (await pods('taller-probe', 'app=patient')).find(({ metadata }) => metadata.name === other)
          ?.status.containerStatuses[0]?.restartCount ?? 0;
      const before = await restarts();
      expect(await read('http://patient.taller-probe')).toMatch(/^patient-/);
      await inPod('taller-probe', `pod/${one}`, 'rm /state/ready');
      await eventually(async () => {
        expect(await ready()).toEqual([other]);
      });
      await reads('http://patient.taller-probe', other);
      await inPod('taller-probe', `pod/${one}`, 'touch /state/ready');
      await inPod('taller-probe', `pod/${other}`, 'rm /state/www/healthz');
      await eventually(async () => {
        expect(await restarts()).toBe(before + 1);
        expect(await ready()).toEqual([one, other]);
      });
    },
  },
];
