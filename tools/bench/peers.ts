import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { toYaml } from '../../lib/yaml';
import type { Manifest } from '../../lib/graph/manifest';
import { typescript } from './child';
import type { Command } from './commands';
import { installed } from './install';
import { plainTeam } from './plain-team';
import { TRIO } from './sizes';
import { appOf, TEAM } from './team';
import { trio } from './trio';

/** A way to make the YAML of the same objects, as a person would run it. */
export interface Peer {
  readonly name: string;
  /** What is looked at beside the making. */
  readonly checks: string;
  /**
   * The smallest of its programs.
   * @default 1
   */
  readonly least?: number;
  /**
   * The most objects that are bearable.
   * @default Infinity
   */
  readonly most?: number;
  /**
   * Gets ready to make `objects` objects, with files in `folder`.
   *
   * @throws Error when it is not here
   */
  readonly command: (objects: number, folder: string) => Omit<Command, 'name'>;
}

const contender = (name: string, checks: string, called: string, least = 1): Peer => ({
  name,
  checks,
  least,
  command: (objects) => node(...typescript(join(__dirname, 'make.ts')), called, String(objects)),
});

/** The first is what all others are compared with. */
export const peers: readonly Peer[] = [
  contender('Orquesta', 'all rules', 'orquesta'),
  contender('Orquesta', '', 'orquesta-unchecked'),
  contender('Orquesta with cdk8s-plus', 'all rules', 'orquesta-plus', TEAM),
  { name: 'cdk8s, as its template', checks: 'types', command: template },
  contender('cdk8s, precompiled', '', 'cdk8s'),
  contender('cdk8s-plus, precompiled', '', 'cdk8s-plus', TEAM),
  { name: 'kubernetes-models and yaml', checks: '', command: script('kubernetes-models') },
  {
    name: 'kubernetes-models and yaml',
    checks: 'schemas',
    command: script('kubernetes-models', 'validate'),
  },
  { name: 'Kosko without its CLI', checks: '', command: script('kosko') },
  { name: 'Kosko without its CLI', checks: 'schemas', command: script('kosko', 'validate') },
  { name: 'jsonnet', checks: '', most: 150, command: jsonnet },
  { name: 'kubectl kustomize', checks: '', most: 1000, command: kustomize },
];

function node(...args: string[]): Omit<Command, 'name'> {
  return { program: process.execPath, args };
}

/** `npx cdk8s synth`, whose `app` is `npx ts-node main.ts`. */
function template(objects: number): Omit<Command, 'name'> {
  const folder = installed('cdk8s');
  cpSync(join(__dirname, 'template.ts'), join(folder, 'main.ts'));
  for (const file of ['plain-team.ts', 'sizes.ts', 'team.ts', 'trio.ts'])
    cpSync(join(__dirname, file), join(folder, file));
  const environment = { OBJECTS: String(objects), CDK8S_CHECK_UPGRADE: 'false' };
  const shown = 'npx cdk8s synth >&2 && cat dist/*.yaml';
  return { program: 'sh', args: ['-c', shown], folder, environment };
}

function script(name: string, ...options: string[]) {
  return (objects: number, folder: string) => {
    const path = join(folder, 'team.js');
    writeFileSync(path, `module.exports = (namespace) => ${teamAsCode(objects)};\n`);
    const program = join(installed(name), 'program.js');
    return node(program, path, String(teamsOf(objects)), ...options);
  };
}

function jsonnet(objects: number, folder: string): Omit<Command, 'name'> {
  const path = join(folder, 'teams.jsonnet');
  const each = `[team('team-' + index) for index in std.range(1, ${teamsOf(objects)})]`;
  const all = `std.manifestYamlStream(std.flattenArrays(${each}), quote_keys=false)`;
  writeFileSync(path, `local team(namespace) = ${teamAsCode(objects)};\n${all}\n`);
  const install = 'go install github.com/google/go-jsonnet/cmd/jsonnet@latest';
  return { program: 'jsonnet', args: ['-S', path], install };
}

/** Reads the finished YAML and prints it again; it has nothing to make objects with. */
function kustomize(objects: number, folder: string): Omit<Command, 'name'> {
  const base = join(folder, String(objects));
  mkdirSync(base, { recursive: true });
  writeFileSync(join(base, 'all.yaml'), toYaml(manifestsOf(objects)));
  writeFileSync(join(base, 'kustomization.yaml'), 'resources: [all.yaml]\n');
  const install = 'https://kubernetes.io/docs/tasks/tools/';
  return { program: 'kubectl', args: ['kustomize', base], install };
}

function teamsOf(objects: number): number {
  return Math.ceil(objects / TEAM);
}

function manifestsOf(objects: number): Manifest[] {
  const charts = appOf(objects, objects === TRIO ? trio : plainTeam).node.children;
  return charts
    .filter((child) => Chart.isChart(child))
    .flatMap((chart) => chart.toJson() as Manifest[]);
}

/** The objects of one namespace as an expression of JavaScript and of jsonnet alike. */
function teamAsCode(objects: number): string {
  const one = JSON.stringify(manifestsOf(Math.min(objects, TEAM)));
  return one.replaceAll('team-1', '"+namespace+"').replaceAll('""+', '').replaceAll('+""', '');
}
