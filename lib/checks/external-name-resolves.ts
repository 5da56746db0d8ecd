import type { Rule } from '../check';
import { declaring } from '../graph/declaring';
import { describe, describeTarget } from '../graph/graph';
import { valueAt } from '../graph/manifest';
import { didYouMean } from '../graph/nearest';

/**
 * A Service of type ExternalName that stands for another one of the cluster stands for one that exists.
 * Services in namespaces that the program does not make are not judged.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#externalname
 */
export const externalNameResolves: Rule = {
  name: 'external-name-resolves',
  severity: 'error',
  description: 'A Service of type ExternalName that stands for another Service finds it.',
  *check(graph) {
    for (const object of graph.of('/Service')) {
      const { manifest } = object;
      if (valueAt(manifest, 'spec.type') !== 'ExternalName') continue;
      const written = valueAt(manifest, 'spec.externalName');
      const [, name, namespace] =
        /^([^.]+)\.([^.]+)\.svc(?:\.cluster\.local)?\.?$/.exec(String(written)) ?? [];
      if (name === undefined || namespace === undefined) continue;
      const target = { kind: '/Service', namespace, name };
      if (graph.find(target) ?? graph.outside(target)) continue;
      if (!graph.namespaces.has(namespace)) continue;
      const names = graph
        .of('/Service')
        .filter((each) => each.namespace === namespace && each !== object)
        .map((each) => each.manifest.metadata.name ?? '');
      yield {
        object,
        field: 'spec.externalName',
        message: `${describe(manifest)} stands for ${describeTarget(target)}, and nothing makes it${didYouMean(name, names)}`,
        fix: `correct the name or the namespace, make the Service, or ${declaring(graph, target)}`,
      };
    }
  },
};
