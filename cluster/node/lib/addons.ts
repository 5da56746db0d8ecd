import { join, relative } from 'node:path';
import { startIngressController } from '../../lib/ingress-controller';
import type { Workload } from '../../lib/objects';
import { waitForRollout } from '../../lib/rollout';
import { kubectl } from './is-up';
import { here } from './place';

const folder = relative('.', join(here, 'addons'));

/** Starts what a cluster has besides its nodes, and waits until all of it works. */
export async function startAddons(): Promise<void> {
  await kubectl.show(['apply', '-f', folder]);
  await startIngressController(kubectl);
  const all = ['get', 'deployments,daemonsets', '--all-namespaces'];
  for (const workload of await kubectl.items<Workload>(all)) {
    await waitForRollout(kubectl, workload, 120);
  }
  const metrics = ['--for=condition=Available', 'apiservice/v1beta1.metrics.k8s.io'];
  await kubectl.show(['wait', ...metrics, '--timeout=60s']);
}
