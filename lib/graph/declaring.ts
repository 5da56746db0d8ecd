import type { Graph } from './graph';
import type { Target } from './references';

/** How to say that `target` exists outside the program, or outside the files that are checked. */
export function declaring(graph: Graph, { kind, namespace, name }: Target): string {
  if (graph.knowsOutside) return 'declare it as `external` in lib/environments.ts';
  const path = [kind.replace(/^\//, ''), ...(namespace === undefined ? [] : [namespace]), name];
  return `say that it is there: --external ${path.join('/')}`;
}
