import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeBlocker, findBlocker } from '../../../cluster/lib/blocker';
import type { Event, Pod, Workload } from '../../../cluster/lib/objects';
import { remedy } from '../../../cluster/lib/remedy';

/** What `kubectl get -o json` printed on a real cluster, without the fields that nobody reads. */
interface Recording {
  readonly workload: Workload;
  readonly pods: readonly Pod[];
  readonly events: readonly Event[];
}

function describeRecording(name: string): string | undefined {
  const path = join(__dirname, 'fixtures', `${name}.json`);
  const { workload, pods, events } = JSON.parse(readFileSync(path, 'utf8')) as Recording;
  const blocker = findBlocker(workload, pods, events);
  return blocker && describeBlocker(blocker, (...args) => `kubectl ${args.join(' ')}`);
}

test('a secret that is not there', () => {
  expect(describeRecording('secret')).toBe(
    `pod "web-65767ff7cd-trn4t", container "app": CreateContainerConfigError: secret "nope" not found
  last event: Failed: Error: secret "nope" not found
  fix: make the Secret: write its value in .env (see .env.example), then \`npm run apply\``,
  );
});

test('a volume of a secret that is not there, which only an event tells', () => {
  expect(describeRecording('mount')).toBe(
    `pod "web-85799b7bb-sjvlg", container "app": ContainerCreating
  last event: FailedMount: MountVolume.SetUp failed for volume "v" : secret "nope" not found
  fix: make the Secret: write its value in .env (see .env.example), then \`npm run apply\``,
  );
});

test('a pod that fits on no node', () => {
  expect(describeRecording('cpu')).toBe(
    `pod "web-645ffbd547-nn87v": Unschedulable: 0/2 nodes are available: 2 Insufficient cpu. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.
  last event: FailedScheduling
  fix: free or add what the message names: \`kubectl describe nodes\` shows what they have`,
  );
});

test('a pod that is never ready', () => {
  expect(describeRecording('ready')).toBe(
    `pod "web-5dbcd54945-5p9xz", container "app": NotReady: it runs, and is not ready
  last event: Unhealthy: Readiness probe failed: Get "http://10.244.1.40:9999/": dial tcp 10.244.1.40:9999: connect: connection refused
  fix: see its events: \`kubectl describe pod web-5dbcd54945-5p9xz\``,
  );
});

test('a container that ends', () => {
  expect(describeRecording('crash')).toBe(
    `pod "web-7c7b8758df-4k44n", container "app": Error: exit code 2
  last event: BackOff: Back-off restarting failed container app in pod web-7c7b8758df-4k44n_orq-crash(3d1eac6f-1014-4940-a37b-dfc0fa34609c)
  fix: see why it ended: \`kubectl logs web-7c7b8758df-4k44n -c app --previous\``,
  );
});

test('an image that cannot be pulled, with the messages cut to a readable length', () => {
  expect(describeRecording('image')).toBe(
    `pod "web-5b4fc5df7-w45n9", container "app": ImagePullBackOff: Back-off pulling image "hashicorp/http-echo:9.9.9": ErrImagePull: failed to pull and unpack image "docker.io/hashicorp/http-echo:9.9.9": failed to resolve reference "docker.io/hashicorp/http-echo:9.9.9": failed to do request: Head "https://registry-1.docker.io/v2/hashicorp/http-ec…
  last event: Failed: Failed to pull image "hashicorp/http-echo:9.9.9": failed to pull and unpack image "docker.io/hashicorp/http-echo:9.9.9": failed to resolve reference "docker.io/hashicorp/http-echo:9.9.9": failed to do request: Head "https://registry-1.docker.io/v2/hashicorp/http-echo/manifests/9.9.9": dial …
  fix: correct the name of the image, or put it on the nodes (\`npm run load\` does it for the demos), then \`npm run apply\``,
  );
});

test('pods that the namespace refuses, so that there is none', () => {
  expect(describeRecording('psa')).toBe(
    `replicaset "web-6664766989": FailedCreate: (combined from similar events): Error creating: pods "web-6664766989-6l9mg" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "app" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "app" m…
  fix: change the pod, or the rule of the namespace that the message names`,
  );
});

test('a pod whose node has lost its kubelet, which the pod itself does not know', () => {
  const workload = { kind: 'Pod', metadata: { name: 'web' } } as const;
  const pod: Pod = {
    metadata: { name: 'web' },
    spec: { nodeName: 'node2' },
    status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'True' }] },
  };
  const message = 'Kubelet stopped posting node status.';
  const unknown = { type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown', message };
  const nodes = [{ metadata: { name: 'node2' }, status: { conditions: [unknown] } }];
  const blocker = findBlocker(workload, [pod], [], nodes);
  expect(blocker && describeBlocker(blocker, (...args) => `kubectl ${args.join(' ')}`)).toBe(
    `node "node2": NodeStatusUnknown: Kubelet stopped posting node status.
  fix: start the kubelet of the node again: \`kubectl describe node node2\``,
  );
});

test('nothing blocks when there is no event about a missing pod', () => {
  const workload = { kind: 'Deployment', metadata: { name: 'web' } } as Workload;
  expect(findBlocker(workload, [], [])).toBeUndefined();
});

test('a claim whose volume still belongs to another claim', () => {
  expect(describeRecording('claim')).toBe(
    `pod "diary": Unschedulable: 0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found
  last event: FailedScheduling
  fix: see why its claim has no volume: \`kubectl get pv,pvc -A\`; a volume that is Released still belongs to a claim that is gone: delete it (\`kubectl delete pv NAME\`), then \`npm run apply\``,
  );
});

test('a job that has failed, whose pods are there', () => {
  expect(describeRecording('job')).toBe(
    `pod "once-54kdt", container "task": Failed: exit code 3
  fix: see why it ended: \`kubectl logs once-54kdt -c task\``,
  );
});

test('a job that has failed, whose pods are gone', () => {
  const [reason, message] = ['DeadlineExceeded', 'Job was active longer than specified deadline'];
  const status = { conditions: [{ type: 'Failed', status: 'True', reason, message }] };
  const blocker = findBlocker({ kind: 'Job', metadata: { name: 'once' }, status }, [], []);
  expect(blocker).toEqual({ where: 'job "once"', reason, message });
  expect(blocker && remedy(blocker, (...args) => `kubectl ${args.join(' ')}`)).toBe(
    'see its events: `kubectl describe job once`',
  );
});

test('pods that have done their work block nothing', () => {
  const done = { metadata: { name: 'once-x' }, status: { phase: 'Succeeded' } };
  expect(findBlocker({ kind: 'Job', metadata: { name: 'once' } }, [done], [])).toBeUndefined();
});
