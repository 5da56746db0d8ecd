import type { Volume } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { type ClaimTemplate, claimSpec } from './claim-template';
import { podVolume } from './pod-volume';

/**
 * A volume of a StorageClass that is made with the pod, and deleted with it: scratch space that the
 * node's disk is too small or too slow for. Its claim is called `<pod>-<name>`.
 *
 * @see https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes
 */
export function ephemeralVolume(
  scope: Construct,
  id: string,
  name: string,
  template: ClaimTemplate,
): Volume {
  return podVolume(scope, id, name, {
    ephemeral: { volumeClaimTemplate: { spec: claimSpec(template) } },
  });
}
