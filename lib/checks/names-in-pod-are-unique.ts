import type { Rule } from '../check';
import { describe, groupBy, show } from '../graph/graph';
import { type Field, fieldsOf, isBuiltIn } from '../graph/manifest';
import type { Pods } from '../graph/pods';

/**
 * Inside a pod, no two containers and no two volumes have the same name; inside a container, no two ports
 * have the same name, and no two volumes are mounted at the same path.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */
export const namesInPodAreUnique: Rule = {
  name: 'names-in-pod-are-unique',
  severity: 'error',
  description: 'Containers, volumes, ports and mount paths of a pod are named once.',
  *check(graph) {
    for (const pods of graph.pods) {
      const { object } = pods;
      if (!isBuiltIn(object.manifest)) continue;
      for (const names of namesIn(pods)) {
        for (const [name, [first, ...more]] of groupBy(names, ({ value }) => value)) {
          if (name === undefined || name === null || name === '') continue;
          for (const { path: field } of more) {
            yield {
              object,
              field,
              message: `${describe(object.manifest)} has ${show(name)} in ${first?.path ?? ''} and again in ${field}; the API server wants each there once`,
              fix: 'choose another for one of them, or remove it',
            };
          }
        }
      }
    }
  },
};

/** Lists of fields, no two of which may hold the same in one list. */
function* namesIn({ path, spec, containers }: Pods): Generator<readonly Field[]> {
  yield containers.map(({ path, fields }) => ({
    path: `${path}.name`,
    key: 'name',
    value: fields.name,
  }));
  yield items(spec.volumes, `${path}.volumes`, /^\[\d+\]\.name$/);
  for (const { path, fields } of containers) {
    yield items(fields.ports, `${path}.ports`, /^\[\d+\]\.name$/);
    yield [
      ...items(fields.volumeMounts, `${path}.volumeMounts`, /^\[\d+\]\.mountPath$/),
      ...items(fields.volumeDevices, `${path}.volumeDevices`, /^\[\d+\]\.devicePath$/),
    ];
    yield items(fields.volumeDevices, `${path}.volumeDevices`, /^\[\d+\]\.name$/);
  }
}

function items(list: unknown, path: string, wanted: RegExp): readonly Field[] {
  return [...fieldsOf(list)]
    .filter((field) => wanted.test(field.path))
    .map((field) => ({ ...field, path: `${path}${field.path}` }));
}
