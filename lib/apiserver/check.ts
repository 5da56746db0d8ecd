import { check } from '../check';
import { rules } from '../checks';
import type { Graph } from '../graph/graph';
import type { Finding } from '../report/finding';
import type { Judgement } from './judgement';
import { withoutRepeats } from './once';
import { apiServerRules } from './rules';

/**
 * Everything that is wrong with the objects of one environment, by all rules, and by the API server where it
 * has been asked.
 *
 * @param judgements waits for what the API server says
 */
export function checkWith(
  graph: Graph,
  judgements: (() => readonly Judgement[]) | undefined,
): Finding[] {
  if (!judgements) return check(graph, rules);
  // The API server comes last: it works while the other rules do.
  return withoutRepeats(check(graph, [...rules, ...apiServerRules(judgements)]));
}
