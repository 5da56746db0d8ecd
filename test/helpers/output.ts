import { Yaml } from 'cdk8s';
import { buildApp } from '../../lib/app';
import { type EnvironmentName, environments } from '../../lib/environments';
import { groupBy } from '../../lib/graph/graph';
import type { Manifest } from '../../lib/graph/manifest';
import { graphOf } from '../../lib/synthesize';

const outputs = new Map<EnvironmentName, ReadonlyMap<string, readonly Manifest[]>>();

/** The YAML of one file, named without its ending, in one environment. */
export function yamlOf(file: string, environment: EnvironmentName): string {
  const files = objectsByFile(environment);
  const manifests = files.get(file);
  if (!manifests) throw new Error(`no ${file}.k8s.yaml among ${[...files.keys()].join()}`);
  return Yaml.stringify(...manifests);
}

/** Every object of the program in one environment. */
export function manifestsOf(environment: EnvironmentName): Manifest[] {
  return [...objectsByFile(environment).values()].flat();
}

/** The one object of that kind and name. */
export function objectOf(environment: EnvironmentName, kind: string, name: string): Manifest {
  const found = manifestsOf(environment).filter((m) => m.kind === kind && m.metadata.name === name);
  if (!found[0] || found.length > 1) throw new Error(`${found.length} objects ${kind}/${name}`);
  return found[0];
}

/** Every object of the program in one environment, by its file, named without its ending. */
export function objectsByFile(
  environment: EnvironmentName,
): ReadonlyMap<string, readonly Manifest[]> {
  // The program runs once for each environment and test file: nothing can change what it makes.
  const known = outputs.get(environment);
  if (known) return known;
  const { objects } = graphOf(buildApp(environments[environment]));
  const byFile = groupBy(objects, ({ file }) => file.replace(/\.k8s\.yaml$/, ''));
  const files = new Map(
    [...byFile].map(([file, group]) => [file, group.map(({ manifest }) => manifest)]),
  );
  outputs.set(environment, files);
  return files;
}
