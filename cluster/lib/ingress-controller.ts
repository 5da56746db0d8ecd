import { join, relative } from 'node:path';
import type { Kubectl } from './kubectl';
import type { Workload } from './objects';
import { waitForRollout } from './rollout';

const manifest = relative('.', join(__dirname, '..', 'ingress-controller.yaml'));
const deployment = ['-n', 'traefik', 'get', 'deployment', 'traefik'];

/** Starts what serves the Ingresses of class `traefik`. @throws UserError when it is not up in time */
export async function startIngressController(kubectl: Kubectl): Promise<void> {
  await kubectl.show(['apply', '-f', manifest]);
  await waitForRollout(kubectl, await kubectl.json<Workload>(deployment), 240);
}
