import type { Graph, GraphObject } from '../graph/graph';
import type { Finding } from '../report/finding';
import { identityIsUnique } from './identity-is-unique';
import { imageIsSet } from './image-is-set';
import { labelIsValid } from './label-is-valid';
import { nameIsValid } from './name-is-valid';
import { portIsInRange } from './port-is-in-range';
import { replicasAreNotNegative } from './replicas-are-not-negative';
import { selectorMatchesTemplate } from './selector-matches-template';
import { serviceReachesPort } from './service-reaches-port';
import { serviceSelectsPods } from './service-selects-pods';

/** What a rule says of one object: the sentence that names the mistake, and how to mend it. */
export interface Verdict {
  readonly object: GraphObject;
  readonly message: string;
  readonly fix: string;
}

/**
 * One rule: what must be true of the objects of a program. A rule may read the whole graph and
 * speaks only of objects in it. Its name is its file's name and says what must be true.
 */
export interface Rule {
  readonly name: string;
  readonly check: (graph: Graph) => Iterable<Verdict>;
}

/** Every rule of the program. */
export const rules: readonly Rule[] = [
  identityIsUnique,
  imageIsSet,
  labelIsValid,
  nameIsValid,
  portIsInRange,
  replicasAreNotNegative,
  selectorMatchesTemplate,
  serviceReachesPort,
  serviceSelectsPods,
];

/** Everything that is wrong with the objects of one environment, by the rules given. */
export function check(graph: Graph, judges: readonly Rule[] = rules): Finding[] {
  return judges.flatMap(({ name, check }) =>
    [...check(graph)].map(({ object, message, fix }) => ({
      rule: name,
      origin: object.origin,
      message,
      fix,
    })),
  );
}
