import { changedIn } from './apiserver/changed';
import { checkWith } from './apiserver/check';
import type { Minor } from './apiserver/files';
import { importedFor } from './apiserver/imported';
import type { Judges } from './apiserver/judge';
import { Graph, type GraphObject, groupBy, type Surroundings } from './graph/graph';
import type { Finding } from './report/finding';
import type { Settled } from './settled';
import { toYaml } from './yaml';

/** The objects of a program, and what is wrong with its constructs themselves. */
export interface Rendered {
  readonly objects: readonly GraphObject[];
  /** Whether every construct could be rendered. */
  readonly isWhole: boolean;
  readonly findings: readonly Finding[];
}

/** One environment, to be examined: all that the result depends on. */
export interface Question {
  readonly rendered: Rendered;
  readonly surroundings: Surroundings;
  /** The files of the last output: path below the output folder → YAML; where the API server is asked. */
  readonly last?: ReadonlyMap<string, string>;
  /** The Kubernetes minor whose API server is asked. */
  readonly minor?: Minor | undefined;
}

/** What one environment comes to. */
export interface Examined {
  /** Path below the output folder → YAML. */
  readonly files: ReadonlyMap<string, string>;
  /** Number of objects in those files. */
  readonly objects: number;
  /** Waits for what is wrong, or unwise. */
  readonly findings: () => readonly Finding[];
}

/**
 * Prints the objects of one environment, and begins to check them.
 *
 * @param judges what asks the API server; nobody is asked without it
 * @param settled what other runs have printed
 */
export function examine(question: Question, judges?: Judges, settled?: Settled): Examined {
  const { rendered, surroundings, last = new Map<string, string>(), minor } = question;
  const graph = new Graph(rendered.objects, surroundings);
  const files = new Map<string, string>();
  for (const [file, objects] of groupBy(graph.objects, ({ file }) => file)) {
    const manifests = objects.map(({ manifest }) => manifest);
    files.set(file, settled?.print(manifests, toYaml) ?? toYaml(manifests));
  }
  const examined = { files, objects: graph.objects.length };
  // What is not there would be missed by all that refers to it.
  if (!rendered.isWhole) return { ...examined, findings: () => [] };
  const judgements = judges?.judge(
    graph,
    minor && [minor],
    changedIn(last, files),
    importedFor(graph, last, files),
  );
  return { ...examined, findings: () => checkWith(graph, judgements) };
}
