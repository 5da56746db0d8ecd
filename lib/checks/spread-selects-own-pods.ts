import type { Rule } from '../check';
import { describe } from '../graph/graph';
import { podOf } from '../graph/manifest';
import { meets, podsOf } from '../graph/pods';
import { didYouMeanLabel, textOf, wanted } from '../graph/selector';

/**
 * A topology spread constraint counts the pods that it spreads: its selector chooses the labels of the pod
 * that has it.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#spread-constraint-definition
 */
export const spreadSelectsOwnPods: Rule = {
  name: 'spread-selects-own-pods',
  severity: 'error',
  description: 'The selector of a topology spread constraint chooses the pods that have it.',
  *check({ selections }) {
    for (const { from, field, use, requirements } of selections) {
      if (use !== 'spread') continue;
      const own = podsOf(from);
      const unmet = requirements?.filter((each) => !own.every((pods) => meets(pods, each)));
      if (unmet?.length === 0) continue;
      const labels = podOf(from.manifest)?.labels ?? {};
      const what = unmet
        ? `counts the pods with ${wanted(unmet)}`
        : 'has no selector, so counts no pods,';
      yield {
        object: from,
        field,
        message: `${describe(from.manifest)} ${what} in ${field.replace(/\.labelSelector$/, '')}, and its own have the labels: ${textOf(labels)}; they are not spread${didYouMeanLabel(unmet ?? [], [labels])}`,
        fix: 'select labels that the pods of this template have',
      };
    }
  },
};
