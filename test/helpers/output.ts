import { posix } from 'node:path';
import { environments, type EnvironmentName, folderOf } from '../../lib/environments';
import { buildApp } from '../../lib/app';
import type { Manifest } from '../../lib/graph/manifest';
import { graphOf, synthesize } from '../../lib/synthesize';

/** The YAML of one chart's file in one environment. */
export function yamlOf(file: string, environment: EnvironmentName): string {
  const { files } = synthesize([environment]);
  const yaml = files.get(posix.join(folderOf(environment), `${file}.k8s.yaml`));
  if (yaml === undefined) throw new Error(`no ${file}.k8s.yaml among ${[...files.keys()].join()}`);
  return yaml;
}

/** Every object of the program in one environment. */
export function manifestsOf(environment: EnvironmentName): Manifest[] {
  return graphOf(buildApp(environments[environment])).objects.map(({ manifest }) => manifest);
}

/** The one object of that kind and name. */
export function objectOf(environment: EnvironmentName, kind: string, name: string): Manifest {
  const found = manifestsOf(environment).filter((m) => m.kind === kind && m.metadata.name === name);
  if (!found[0] || found.length > 1) throw new Error(`${found.length} objects ${kind}/${name}`);
  return found[0];
}
