import { ApiObject, Chart, Names, Yaml, type App } from 'cdk8s';
import { posix } from 'node:path';
import { buildApp } from './app';
import { check } from './checks';
import type { IConstruct } from 'constructs';
import { type Environment, type EnvironmentName, environments, folderOf } from './environments';
import { freeze, type Graph } from './graph/graph';
import { CUSTOM_RESOURCES, definedKind, kindOf, type Manifest } from './graph/manifest';
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
 * Runs the program for each environment and checks all that it makes. Writes nothing.
 *
 * @param build the program; the demos' own unless a test brings another
 * @throws whatever is no user's mistake
 */
export function synthesize(
  names: readonly EnvironmentName[],
  build: (environment: Environment) => App = buildApp,
): Synthesis {
  recordOrigins();
  const files = new Map<string, string>();
  const findings: Finding[] = [];
  let objects = 0;
  for (const name of names) {
    try {
      const app = build(environments[name]);
      const graph = graphOf(app, folderOf(name));
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
  const rendered = app.node.findAll().flatMap((construct) => {
    if (!ApiObject.isApiObject(construct)) return [];
    const chart = Chart.of(construct);
    const name = refusedBy(chart, () => Names.toDnsLabel(chart));
    const manifest = freeze(refusedBy(construct, () => construct.toJson() as Manifest));
    return [{ construct, name, manifest }];
  });
  const defined = new Set(rendered.map(({ manifest }) => definedKind(manifest)));
  const objects = rendered.map(({ construct, name, manifest }) => ({
    manifest,
    // Only a finding asks for the line: to format a stack costs more than to make an object.
    get origin() {
      return originOf(construct);
    },
    file: posix.join(
      folder,
      defined.has(kindOf(manifest)) ? CUSTOM_RESOURCES : '.',
      `${name}.k8s.yaml`,
    ),
  }));
  return { objects };
}

/** What `render` returns; what it throws is a mistake of the line that made `construct`. */
function refusedBy<T>(construct: IConstruct, render: () => T): T {
  try {
    return render();
  } catch (error) {
    if (error instanceof ProgramError && error.origin) throw error;
    throw new ProgramError(
      'program-runs',
      error instanceof Error ? error.message : String(error),
      'correct what is handed to this construct; the message is that of its library',
      originOf(construct),
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
