import type { Rule } from '../check';
import { describeTarget, type Graph } from '../graph/graph';
import type { Target } from '../graph/references';

/**
 * What an environment declares as external is referred to, and is not made by the program itself: a
 * declaration that nothing needs hides the next mistake of that name.
 */
export const externalIsUsed: Rule = {
  name: 'external-is-used',
  severity: 'error',
  description: 'What is declared as external is referred to, and not made by the program itself.',
  *check(graph) {
    const used = graph.external.length > 0 ? usesIn(graph) : new Set<string>();
    for (const external of graph.external) {
      const isMade = graph.find(external) !== undefined;
      if (!isMade && used.has(placeOf(external))) continue;
      yield {
        object: external,
        message: `${describeTarget(external)} is declared as external, and ${isMade ? 'the program makes it itself' : 'nothing refers to it'}`,
        fix: isMade
          ? 'remove the declaration, or what the program makes'
          : 'remove the declaration, or correct its namespace or name',
      };
    }
  },
};

function usesIn(graph: Graph): ReadonlySet<string> {
  const namespaces = [
    ...graph.objects.map(({ namespace }) => namespace),
    ...graph.references.map(({ to }) => to.namespace),
    // Every namespace has its name as a label, too.
    ...graph.selections.flatMap(({ scope: { names, labels = [] } }) => [
      ...names,
      ...labels.flatMap(({ key, values = [] }) =>
        key === 'kubernetes.io/metadata.name' ? values : [],
      ),
    ]),
  ].map((name = '') => placeOf({ kind: '/Namespace', namespace: undefined, name }));
  return new Set([...namespaces, ...graph.references.map(({ to }) => placeOf(to))]);
}

function placeOf({ kind, namespace, name }: Omit<Target, 'key' | 'port'>): string {
  return `${kind}\n${namespace ?? ''}\n${name}`;
}
