import { k8s, type StatefulSet, type Volume } from 'cdk8s-plus-28';
import { amend, type Draft, section } from './amend';
import { type ClaimTemplate, claimSpec } from './claim-template';
import { podVolume } from './pod-volume';

/**
 * Gives each pod of `set` a volume of its own, and returns it to be mounted by the containers. Its
 * claim is called `<name>-<pod>`: a pod that comes back finds its data again. The claims, and the data,
 * outlive the set.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates
 */
export function claimPerPod(set: StatefulSet, name: string, template: ClaimTemplate): Volume {
  amend(set, (draft) => {
    const spec = section(draft, 'spec');
    const claims = (spec.volumeClaimTemplates ??= []) as Draft[];
    claims.push({
      metadata: { name },
      spec: k8s.toJson_PersistentVolumeClaimSpec(claimSpec(template)),
    });
    // cdk8s-plus lists whatever is mounted; this volume comes from the template instead.
    const pod = section(spec, 'template.spec');
    const others = ((pod.volumes ?? []) as Draft[]).filter((volume) => volume.name !== name);
    if (others.length > 0) pod.volumes = others;
    else Reflect.deleteProperty(pod, 'volumes');
  });
  return podVolume(set, name, name, {});
}
