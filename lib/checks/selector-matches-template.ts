import { describe } from '../graph/graph';
import { podOf, valueAt } from '../graph/manifest';
import { requirementsOf, textOf } from '../graph/selector';
import type { Rule } from '../check';

const selecting = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']);

/**
 * The selector of a workload chooses the pods that the workload makes.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector
 */
export const selectorMatchesTemplate: Rule = {
  name: 'selector-matches-template',
  severity: 'error',
  description: 'The selector of a workload chooses the pods that the workload makes.',
  *check({ objects }) {
    for (const object of objects) {
      const { manifest } = object;
      const pod = podOf(manifest);
      if (!pod || !selecting.has(manifest.kind)) continue;
      const requirements = requirementsOf(valueAt(manifest, 'spec.selector'));
      if (requirements.length === 0) {
        yield {
          object,
          message: `${describe(manifest)} has an empty selector; it must choose the pods of its template, which have the labels: ${textOf(pod.labels)}`,
          fix: 'select a label of the template',
        };
      }
      const unmet = requirements.filter(({ holds }) => !holds(pod.labels));
      if (unmet.length === 0) continue;
      yield {
        object,
        message: `${describe(manifest)} selects pods by ${unmet.map(({ text }) => text).join(' and ')}, and its own template gives them the labels: ${textOf(pod.labels)}`,
        fix: 'give the template the labels that the selector asks for, or change the selector',
      };
    }
  },
};
