import { setTimeout as sleep } from 'node:timers/promises';
import { environments } from '../../lib/environments';
import type { Kubectl } from '../lib/kubectl';
import { isReady, type List, type Pod, type Workload } from '../lib/objects';
import { explain, seeBlocker } from '../lib/rollout';
import { UserError } from '../lib/user-error';

/** The http-echo demo as dist/ deploys it, and the second version of its story. */
export const hello = {
  namespace: 'demo',
  name: 'hello-api',
  service: 'hello-svc',
  /** The file of the folder that is applied which makes it. */
  file: 'http-echo-demo.k8s.yaml',
  replicas: environments.kind.httpEcho.replicas,
  v1: 'Hola desde Kubernetes 👋',
  v2: 'Hola desde K8s v2 🚀',
} as const;

/** Else a look at an API server that takes no more requests would outlast every time-out. */
const inDemo = ['-n', hello.namespace, '--request-timeout=20s'];

/** @throws UserError when the demo is not in the cluster */
export async function helloDeployment(kubectl: Kubectl): Promise<Workload> {
  const get = [...inDemo, 'get', 'deployment', hello.name, '--ignore-not-found', '-o', 'json'];
  const found = await kubectl.text(get);
  if (found !== '') return JSON.parse(found) as Workload;
  throw new UserError(
    `the Deployment "${hello.namespace}/${hello.name}" is not in the cluster: make it with \`npm run apply\``,
  );
}

const textFlag = '-text=';

/** Where in its arguments the container is told its text. */
export function textArgument(deployment: Workload): { index: number; text: string } {
  const args = deployment.spec.template.spec.containers[0]?.args ?? [];
  const index = args.findIndex((argument) => argument.startsWith(textFlag));
  return { index, text: args[index]?.slice(textFlag.length) ?? '' };
}

/** The JSON patch (RFC 6902) that makes the pods say `text`. */
export function textPatch(deployment: Workload, text: string): string {
  const path = `/spec/template/spec/containers/0/args/${textArgument(deployment).index}`;
  return JSON.stringify([{ op: 'replace', path, value: textFlag + text }]);
}

export async function helloPods(kubectl: Kubectl): Promise<readonly Pod[]> {
  return (await kubectl.json<List<Pod>>([...inDemo, 'get', 'pods', '-l', `app=${hello.name}`]))
    .items;
}

/**
 * Waits until there are exactly `count` pods, all ready, and none of those in `not`: also those
 * that end have gone then.
 *
 * @throws UserError that names what it waited for
 */
export async function untilPods(
  kubectl: Kubectl,
  count: number,
  seconds: number,
  not: readonly Pod[] = [],
): Promise<readonly Pod[]> {
  const old = new Set(not.map(({ metadata }) => metadata.uid));
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const pods = await helloPods(kubectl);
    const good = pods.filter((pod) => isReady(pod) && !old.has(pod.metadata.uid));
    if (good.length === count && pods.length === count) return pods;
    if (performance.now() > end) {
      const deployment = await helloDeployment(kubectl);
      const blocker = await seeBlocker(kubectl, deployment);
      const why = blocker ? explain(kubectl, deployment, blocker) : 'a pod has not ended yet';
      throw new UserError(
        `waited ${seconds} s for exactly ${count} ready pods, and saw ${good.length} of ${pods.length}\n  ${why}`,
      );
    }
    await sleep(250);
  }
}
