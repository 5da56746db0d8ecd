import { ApiObject, Chart, Names, Yaml, type App } from 'cdk8s';
import { posix } from 'node:path';
import { buildApp } from './app';
import { check } from './checks';
import type { Environment } from './environments';
import { freeze, type Graph, type GraphObject } from './graph/graph';
import type { Manifest } from './graph/manifest';
import { originOf, recordOrigins } from './origins';
import { type Finding, findingOf } from './report/finding';
import { ProgramError } from './report/program-error';

/** What one run of the program makes. */
export interface Synthesis {
  /** Path below the output folder → YAML. */
  readonly files: ReadonlyMap<string, string>;
  /** Number of Kubernetes objects in those files. */
  readonly objects: number;
  /** What is wrong; nothing may be written unless this is empty. */
  readonly findings: readonly Finding[];
}

/**
 * Runs the program for each of `environments` and checks all that it makes. Writes nothing.
 *
 * @param build the program; the demos' own unless a test brings another
 * @throws whatever is no user's mistake
 */
export function synthesize(
  environments: readonly Environment[],
  build: (environment: Environment) => App = buildApp,
): Synthesis {
  recordOrigins();
  const files = new Map<string, string>();
  const findings: Finding[] = [];
  let objects = 0;
  for (const environment of environments) {
    try {
      const app = build(environment);
      const graph = graphOf(app, environment.folder);
      findings.push(...invalidConstructs(app), ...check(graph));
      for (const [file, manifests] of byFile(graph)) files.set(file, Yaml.stringify(...manifests));
      objects += graph.objects.length;
    } catch (error) {
      findings.push(findingOf(error));
    }
  }
  return { files, objects, findings };
}

/** One walk over the construct tree: every object, frozen, with the line that made it. */
export function graphOf(app: App, folder = '.'): Graph {
  const objects: GraphObject[] = [];
  for (const construct of app.node.findAll()) {
    if (!ApiObject.isApiObject(construct)) continue;
    const name = `${Names.toDnsLabel(Chart.of(construct))}.k8s.yaml`;
    objects.push({
      manifest: freeze(manifestOf(construct)),
      origin: originOf(construct),
      file: posix.join(folder, name),
    });
  }
  return { objects };
}

function manifestOf(object: ApiObject): Manifest {
  try {
    return object.toJson() as Manifest;
  } catch (error) {
    throw new ProgramError(
      'program-runs',
      error instanceof Error ? error.message : String(error),
      'correct what is handed to this construct',
      originOf(object),
    );
  }
}

/** What constructs say of themselves through `node.addValidation`. */
function invalidConstructs(app: App): Finding[] {
  return app.node.findAll().flatMap((construct) =>
    construct.node.validate().map((message) => ({
      rule: 'construct-is-valid',
      origin: originOf(construct),
      message: `construct "${construct.node.path}": ${message}`,
      fix: 'correct what is handed to this construct',
    })),
  );
}

function byFile({ objects }: Graph): Map<string, Manifest[]> {
  const files = new Map<string, Manifest[]>();
  for (const { file, manifest } of objects) {
    const manifests = files.get(file);
    if (manifests) manifests.push(manifest);
    else files.set(file, [manifest]);
  }
  return files;
}
