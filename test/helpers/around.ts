import { type EnvironmentName, environments } from '../../lib/environments';
import type { Surroundings } from '../../lib/graph/graph';
import { surroundingsOf } from '../../lib/synthesize';

/** What a part of the program in one environment may count on; nobody asks whether it needs all of it. */
export function around(environment: EnvironmentName): Surroundings {
  const { external = [], provided = [], knowsOutside } = surroundingsOf(environments[environment]);
  return { provided: [...provided, ...external], knowsOutside };
}
