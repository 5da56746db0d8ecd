import { join } from 'node:path';
import { hello, helloDeployment, textArgument, untilPods } from './hello';
import type { Kubectl } from '../lib/kubectl';
import { waitForRollout } from '../lib/rollout';
import { say } from '../lib/say';
import { UserError } from '../lib/user-error';

/**
 * Sees that the demo is in the cluster as the folder says, and repairs what a demo left that was
 * killed before its end.
 *
 * @throws UserError when it is not there, or its pods are not ready in time
 */
export async function needStart(kubectl: Kubectl, folder: string, seconds: number): Promise<void> {
  const deployment = await helloDeployment(kubectl);
  const { replicas } = deployment.spec;
  if (replicas !== hello.replicas || textArgument(deployment).text !== hello.v1) {
    say.text('Una demo anterior no terminó: volvemos a aplicar lo declarado.');
    await restoreStart(kubectl, folder, seconds);
  }
  say.text('Antes de empezar, ¿está la demo completa?');
  await waitForRollout(kubectl, deployment, seconds);
}

/** Leaves the cluster as the folder says, after a story that stopped: never throws. */
export async function tidyUp(kubectl: Kubectl, folder: string, seconds: number): Promise<void> {
  say.title('La historia se detuvo: dejamos el clúster como al principio');
  try {
    await restoreStart(kubectl, folder, seconds);
    say.done(`otra vez ${hello.replicas} pods con «${hello.v1}»`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say.failed(`no se pudo: ${error.message}`);
  }
}

/**
 * To apply the file again is enough: apply sets every field that the file names, also those that
 * `scale`, `patch` and `undo` changed since.
 */
async function restoreStart(kubectl: Kubectl, folder: string, seconds: number): Promise<void> {
  await kubectl.show(['apply', '-f', join(folder, hello.file)]);
  await waitForRollout(kubectl, await helloDeployment(kubectl), seconds);
  await untilPods(kubectl, hello.replicas, seconds);
}
