import type { Manifest } from '../../lib/graph/manifest';
import type { Kubectl } from './kubectl';
import { say } from './say';

/** What Kubernetes does not change once it is made, and what holds nothing that is worth keeping. */
const remade = /^(Pod|Job)$/;

/**
 * Deletes those Pods and Jobs of the cluster that `objects` want otherwise and that cannot be changed,
 * so that the next apply makes them anew.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement
 */
export async function deleteOutdated(
  kubectl: Kubectl,
  objects: readonly Manifest[],
): Promise<void> {
  const some = objects.filter(({ kind }) => remade.test(kind));
  // Each on its own: of several kubectl does not always tell which one was refused.
  const refusals = await Promise.all(some.map((object) => refusal(kubectl, object)));
  for (const [index, { kind, metadata }] of some.entries()) {
    if (!isImmutable(refusals[index] ?? '')) continue;
    const { name = '', namespace = 'default' } = metadata;
    say.text(`  ${kind} ${namespace}/${name} cannot be changed: it is made anew`);
    await kubectl.show(['-n', namespace, 'delete', kind.toLowerCase(), name]);
  }
}

async function refusal(kubectl: Kubectl, object: Manifest): Promise<string> {
  const preview = ['apply', '--dry-run=server', '-f', '-'];
  return (await kubectl.try(preview, { input: JSON.stringify(object) })).stderr;
}

/** Whether kubectl says that the object exists and cannot become what is wanted. */
export function isImmutable(stderr: string): boolean {
  return /pod updates may not change fields|field is immutable/.test(stderr);
}
