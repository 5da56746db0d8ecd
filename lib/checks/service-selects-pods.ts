import { describe } from '../graph/graph';
import { namespaceOf } from '../graph/manifest';
import { podsByNamespace } from '../graph/pods';
import { textOf } from '../graph/selector';
import { selectorOf } from '../graph/services';
import type { Rule } from '.';

/**
 * The selector of a Service chooses pods of the program, in the namespace of the Service.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service
 */
export const serviceSelectsPods: Rule = {
  name: 'service-selects-pods',
  *check(graph) {
    const pods = podsByNamespace(graph);
    for (const object of graph.objects) {
      const selector = selectorOf(object.manifest);
      if (!selector) continue;
      const namespace = namespaceOf(object.manifest);
      const here = pods.get(namespace) ?? [];
      if (here.some(({ labels }) => selector.every(({ holds }) => holds(labels)))) continue;
      const wanted = selector.map(({ text }) => text).join(' and ');
      const seen = here.map(
        (each) => `${describe(each.object.manifest)} makes ${textOf(each.labels)}`,
      );
      yield {
        object,
        message: `${describe(object.manifest)} selects pods by ${wanted}, and no pod of namespace "${namespace}" has that: ${seen.join('; ') || 'there are none'}`,
        fix: 'select labels that the pods have, in the namespace that they are in',
      };
    }
  },
};
