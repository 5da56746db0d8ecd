import { ApiObject, type App, Chart, Names } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { posix } from 'node:path';
import { buildApp } from './app';
import type { Judges } from './apiserver/judge';
import { finish, inOrder, render } from './constructs/amend';
import { rollWhenConfigChanges } from './constructs/config-rollout';
import { tidy } from './constructs/tidy';
import { recordDependencies } from './dependencies/calls';
import { sortByDependencies } from './dependencies/order';
import { type Environment, type EnvironmentName, environments, folderOf } from './environments';
import type * as Examine from './examine';
import type { Question, Rendered } from './examine';
import { freeze, groupBy, type Surroundings } from './graph/graph';
import {
  CUSTOM_RESOURCES,
  definedKind,
  kindOf,
  type Manifest,
  namespaceOf,
} from './graph/manifest';
import { originOf, recordOrigins } from './origins';
import { type Finding, findingOf } from './report/finding';
import { secrets } from './secrets';
import type { Settled } from './settled';

/** What one run of the program makes. */
export interface Synthesis {
  /** Path below the output folder → YAML. */
  readonly files: ReadonlyMap<string, string>;
  /** Number of Kubernetes objects in those files. */
  readonly objects: number;
  /** What is wrong, or unwise; nothing may be written while one of them is an error. */
  readonly findings: readonly Finding[];
}

/** The API server that is asked about all that a program makes, and what it has been given before. */
export interface Jury {
  readonly judges: Judges;
  /** The files of the last output of an environment: path below the output folder → YAML. */
  readonly last: (name: EnvironmentName) => ReadonlyMap<string, string>;
}

/**
 * Runs the program for each environment and checks all that it makes. Writes nothing.
 *
 * @param build the program; the demos' own unless a test brings another
 * @param before what the last output of an environment holds, for what may not change
 * @param jury what the API servers of the environments say; nobody is asked without it
 * @param settled what other runs have come to
 * @throws whatever is no user's mistake
 */
export function synthesize(
  names: readonly EnvironmentName[],
  build: (environment: Environment) => App = buildApp,
  before: (name: EnvironmentName) => readonly Manifest[] = () => [],
  jury?: Jury,
  settled?: Settled,
): Synthesis {
  recordOrigins();
  recordDependencies();
  const files = new Map<string, string>();
  const found = new Map<EnvironmentName, Finding[]>();
  let objects = 0;
  const attempt = (name: EnvironmentName, step: () => void) => {
    try {
      step();
    } catch (error) {
      found.get(name)?.push(findingOf(error));
    }
  };
  // The API server is at work on one environment while the next one is made.
  const waiting: (() => void)[] = [];
  for (const name of names) {
    const findings: Finding[] = [];
    found.set(name, findings);
    attempt(name, () => {
      const environment: Environment = environments[name];
      const rendered = graphOf(build(environment), folderOf(name));
      findings.push(...rendered.findings);
      const question: Question = {
        rendered,
        surroundings: { ...surroundingsOf(environment), before: before(name) },
        ...(jury && { last: jury.last(name), minor: environment.kubernetes }),
      };
      const known = settled?.of(name, question);
      const examined = known ?? examiner().examine(question, jury?.judges, settled);
      for (const [file, text] of examined.files) files.set(file, text);
      objects += examined.objects;
      waiting.push(() => {
        attempt(name, () => {
          findings.push(...examined.findings());
          if (!known && findings.length === 0) settled?.add(name, question, examined);
        });
      });
    });
  }
  for (const step of waiting) step();
  return { files, objects, findings: inSome(found) };
}

/** What has been examined before needs neither rules nor a printer. */
function examiner() {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an `import` would not wait for the call
  return require('./examine') as typeof Examine;
}

/** The findings of all environments; one that some of several do not have says which have it. */
function inSome(found: ReadonlyMap<EnvironmentName, readonly Finding[]>): Finding[] {
  const all = [...found].flatMap(([name, findings]) =>
    findings.map((finding) => ({ name, finding })),
  );
  const keyOf = ({ rule, origin, message }: Finding) => JSON.stringify([rule, origin, message]);
  return [...groupBy(all, ({ finding }) => keyOf(finding)).values()].flatMap((same) => {
    const names = new Set(same.map(({ name }) => name));
    const where = [...names].map((name) => `"${name}"`).join(' and ');
    const rest = names.size === found.size ? '' : ` (in ${where})`;
    return same.map(({ finding }) => ({ ...finding, message: `${finding.message}${rest}` }));
  });
}

/** What a program may count on besides what it makes. */
export function surroundingsOf({ external }: Environment): Surroundings {
  const provided = secrets.map(({ namespace, name, keys }) => ({
    kind: '/Secret',
    namespace,
    name,
    keys: Object.keys(keys),
  }));
  return { external, provided, knowsOutside: true };
}

/** One walk over the construct tree: every object, frozen, with the line that made it. */
export function graphOf(app: IConstruct, folder = '.'): Rendered {
  const findings: Finding[] = [];
  const attempt = <T>(construct: IConstruct, step: () => T): T[] => {
    try {
      return [step()];
    } catch (error) {
      findings.push(findingOf(error, originOf(construct)));
      return [];
    }
  };

  const constructs = app.node.findAll();
  const drafts = constructs
    .filter((construct) => ApiObject.isApiObject(construct))
    .flatMap((construct) => attempt(construct, () => ({ construct, draft: render(construct) })));
  const all = drafts.map(({ draft }) => draft);
  attempt(app, () => {
    tidy(constructs, all);
  });
  for (const { construct, draft } of drafts)
    attempt(construct, () => {
      finish(construct, draft);
    });
  rollWhenConfigChanges(all);

  const manifests = drafts.map(({ construct, draft }) => ({
    construct,
    manifest: freeze(inOrder(draft) as unknown as Manifest),
  }));
  const charts = constructs.filter((construct) => Chart.isChart(construct));
  const names = new Map(
    charts.flatMap((chart) => attempt(chart, () => [chart, Names.toDnsLabel(chart)] as const)),
  );
  const defined = new Set(manifests.map(({ manifest }) => definedKind(manifest)));
  const objects = manifests.map(({ construct, manifest }) => ({
    manifest,
    namespace: namespaceOf(manifest),
    construct: construct.node.path,
    // Only a finding asks for the line: to format a stack costs more than to make an object.
    get origin() {
      return originOf(construct);
    },
    file: posix.join(
      folder,
      defined.has(kindOf(manifest)) ? CUSTOM_RESOURCES : '.',
      `${names.get(Chart.of(construct)) ?? ''}.k8s.yaml`,
    ),
  }));
  const sorted = sortByDependencies(constructs, objects);
  return {
    objects: sorted.objects,
    isWhole: findings.length === 0,
    findings: [...findings, ...constructs.flatMap(objections), ...sorted.findings],
  };
}

/** What a construct says against itself through `node.addValidation`. */
function objections(construct: IConstruct): Finding[] {
  return construct.node.validate().map((message) => ({
    rule: 'construct-is-valid',
    severity: 'error',
    origin: originOf(construct),
    message: `construct "${construct.node.path}": ${message}`,
    fix: 'correct what is handed to this construct',
  }));
}
