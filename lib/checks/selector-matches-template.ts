import type { Rule } from '../check';
import { describe } from '../graph/graph';
import { podOf } from '../graph/manifest';
import { didYouMeanLabel, textOf, wanted } from '../graph/selector';

/**
 * The selector of a workload chooses the pods that the workload makes.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector
 */
export const selectorMatchesTemplate: Rule = {
  name: 'selector-matches-template',
  severity: 'error',
  description: 'The selector of a workload chooses the pods that the workload makes.',
  *check({ selections }) {
    for (const { from, field, use, requirements = [] } of selections) {
      const { manifest } = from;
      const pod = podOf(manifest);
      if (!pod || use !== 'workload') continue;
      if (requirements.length === 0) {
        yield {
          object: from,
          field,
          message: `${describe(manifest)} has an empty selector; it must choose the pods of its template, which have the labels: ${textOf(pod.labels)}`,
          fix: 'select a label of the template',
        };
      }
      const unmet = requirements.filter(({ holds }) => !holds(pod.labels));
      if (unmet.length === 0) continue;
      yield {
        object: from,
        field,
        message: `${describe(manifest)} selects pods by ${wanted(unmet)}, and its own template gives them the labels: ${textOf(pod.labels)}${didYouMeanLabel(unmet, [pod.labels])}`,
        fix: 'give the template the labels that the selector asks for, or change the selector',
      };
    }
  },
};
