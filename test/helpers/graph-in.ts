import { buildApp } from '../../lib/app';
import { type EnvironmentName, environments } from '../../lib/environments';
import { Graph } from '../../lib/graph/graph';
import { recordOrigins } from '../../lib/origins';
import { graphOf, surroundingsOf } from '../../lib/synthesize';

const graphs = new Map<EnvironmentName, Graph>();

/** The graph of the program in one environment: what `expect(…).toReach` and its kin take. */
export function graphIn(environment: EnvironmentName): Graph {
  // The program runs once for each environment and test file: nothing can change what it makes.
  const known = graphs.get(environment);
  if (known) return known;
  recordOrigins();
  const chosen = environments[environment];
  const graph = new Graph(graphOf(buildApp(chosen)).objects, surroundingsOf(chosen));
  graphs.set(environment, graph);
  return graph;
}
