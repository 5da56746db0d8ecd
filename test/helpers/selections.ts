import type { Graph } from '../../lib/graph/graph';
import type { Manifest } from '../../lib/graph/manifest';
import { wanted } from '../../lib/graph/selector';

/** Every selection of a graph, as a line. */
export const told = ({ selections }: Graph): string[] =>
  selections.map(
    ({ use, field, what, scope: { names, labels }, requirements }) =>
      `${use} ${field}: ${what} with ${requirements ? wanted(requirements) : 'nothing'} in ${[...names, ...(labels ? [`<${wanted(labels)}>`] : [])].join(', ')}`,
  );

/** An object of any kind. */
export const namespaced = (
  apiVersion: string,
  kind: string,
  spec: object,
  name = 'it',
): Manifest => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'demo' },
  spec,
});
