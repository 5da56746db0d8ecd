import type { Rule } from '../check';
import { describe } from '../graph/graph';
import { fieldsOf, isBuiltIn } from '../graph/manifest';
import { didYouMean } from '../graph/nearest';

/**
 * A container whose requests or limits are read, by an environment variable or a file, is one of the same
 * pod.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/
 */
export const resourceFieldNamesContainer: Rule = {
  name: 'resource-field-names-container',
  severity: 'error',
  description: 'A container whose requests or limits are read is one of the same pod.',
  *check(graph) {
    for (const { object, path, spec, containers } of graph.pods) {
      if (!isBuiltIn(object.manifest)) continue;
      const names = new Set(containers.map(({ fields }) => String(fields.name)));
      const places = [
        ...containers.map(({ path, fields }) => fieldsOf(fields.env, `${path}.env`)),
        fieldsOf(spec.volumes, `${path}.volumes`),
      ];
      for (const { path: field, value } of places.flatMap((fields) => [...fields])) {
        if (!field.endsWith('.resourceFieldRef.containerName')) continue;
        if (typeof value !== 'string' || value === '' || names.has(value)) continue;
        const there = [...names].map((name) => JSON.stringify(name)).join(', ');
        yield {
          object,
          field,
          message: `${describe(object.manifest)} reads the resources of container "${value}" in ${field}, and the pod has ${there}${didYouMean(value, names)}`,
          fix: 'correct the name',
        };
      }
    }
  },
};
