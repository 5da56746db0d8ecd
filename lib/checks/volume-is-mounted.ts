import type { Rule } from '../check';
import { describe } from '../graph/graph';
import { fieldsOf, isBuiltIn, valueAt } from '../graph/manifest';

/**
 * Every volume of a pod, and every claim of a StatefulSet, is mounted by one of the containers.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export const volumeIsMounted: Rule = {
  name: 'volume-is-mounted',
  severity: 'warning',
  description: 'Every volume of a pod is mounted by one of its containers.',
  *check(graph) {
    for (const { object, path, spec, containers } of graph.pods) {
      if (!isBuiltIn(object.manifest)) continue;
      const all = [...containers.map(({ fields }) => fields), spec.ephemeralContainers];
      const mounted = new Set(all.flatMap(mountedBy));
      const claims = 'spec.volumeClaimTemplates';
      const volumes = [
        ...fieldsOf(spec.volumes, `${path}.volumes`),
        ...fieldsOf(valueAt(object.manifest, claims), claims),
      ].filter(({ path: field }) => isName.test(field));
      const names = new Set(volumes.map(({ value }) => value));
      // A mount of something else may mean this one, and is told as that.
      if ([...mounted].some((name) => !names.has(name))) continue;
      for (const { path: field, value } of volumes) {
        if (typeof value !== 'string' || mounted.has(value)) continue;
        yield {
          object,
          field,
          message: `${describe(object.manifest)} has the volume "${value}" in ${field}, and no container mounts it`,
          fix: 'mount it in a container, or remove it',
        };
      }
    }
  },
};

const isName = /\.(volumes\[\d+\]|volumeClaimTemplates\[\d+\]\.metadata)\.name$/;

function mountedBy(containers: unknown): unknown[] {
  return [...fieldsOf(containers)]
    .filter(({ path }) => /\bvolume(Mounts|Devices)\[\d+\]\.name$/.test(path))
    .map(({ value }) => value);
}
