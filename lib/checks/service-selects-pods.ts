import { describe } from '../graph/graph';
import { textOf } from '../graph/selector';
import { selectorOf } from '../graph/services';
import type { Rule } from '../check';

/**
 * The selector of a Service chooses pods of the program, in the namespace of the Service.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service
 */
export const serviceSelectsPods: Rule = {
  name: 'service-selects-pods',
  severity: 'error',
  description: 'The selector of a Service chooses pods of the program, in its namespace.',
  *check(graph) {
    for (const object of graph.of('/Service')) {
      const selector = selectorOf(object.manifest);
      if (!selector) continue;
      const { namespace = 'default' } = object;
      if (graph.select(namespace, selector).length > 0) continue;
      const here = graph.podsIn(namespace);
      const wanted = selector.map(({ text }) => text).join(' and ');
      const seen = here.map(
        (each) => `${describe(each.object.manifest)} makes ${textOf(each.labels)}`,
      );
      yield {
        object,
        field: 'spec.selector',
        message: `${describe(object.manifest)} selects pods by ${wanted}, and no pod of namespace "${namespace}" has that: ${seen.join('; ') || 'there are none'}`,
        fix: 'select labels that the pods have, in the namespace that they are in',
      };
    }
  },
};
