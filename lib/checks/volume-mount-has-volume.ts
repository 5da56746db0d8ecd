import type { Rule } from '../check';
import { describe } from '../graph/graph';
import { fieldsOf, isBuiltIn } from '../graph/manifest';
import { didYouMean } from '../graph/nearest';
import type { Pods } from '../graph/pods';

/**
 * What a container mounts, or uses as a block device, is a volume of its pod, or of the claims of its
 * StatefulSet.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export const volumeMountHasVolume: Rule = {
  name: 'volume-mount-has-volume',
  severity: 'error',
  description: 'What a container mounts is a volume of its pod.',
  *check(graph) {
    for (const pods of graph.pods) {
      const { object, containers } = pods;
      // A controller of somebody else's may add volumes to the pods that it makes.
      if (!isBuiltIn(object.manifest)) continue;
      const volumes = volumesOf(pods);
      for (const { path, fields } of containers) {
        for (const list of ['volumeMounts', 'volumeDevices']) {
          for (const { path: field, key, value } of fieldsOf(fields[list], `${path}.${list}`)) {
            if (key !== 'name' || typeof value !== 'string' || volumes.has(value)) continue;
            const there = [...volumes].map((name) => JSON.stringify(name)).join(', ');
            yield {
              object,
              field,
              message: `${describe(object.manifest)} mounts the volume "${value}" in ${field}, and its pod has ${there || 'no volume'}${didYouMean(value, volumes)}`,
              fix: 'correct the name, or add the volume to the pod',
            };
          }
        }
      }
    }
  },
};

function volumesOf({ object, spec }: Pods): ReadonlySet<string> {
  const set = object.manifest.spec as Record<string, unknown> | undefined;
  const names = [...fieldsOf(spec.volumes), ...fieldsOf(set?.volumeClaimTemplates)]
    .filter(({ path }) => /^\[\d+\]\.(metadata\.)?name$/.test(path))
    .map(({ value }) => String(value));
  return new Set(names);
}
