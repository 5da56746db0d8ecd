import type * as Cdk8s from 'cdk8s';
import type * as Check from '../../lib/check';
import type * as Checks from '../../lib/checks';
import type * as Calls from '../../lib/dependencies/calls';
import type * as GraphModule from '../../lib/graph/graph';
import type * as Origins from '../../lib/origins';
import type * as Synthesize from '../../lib/synthesize';
import type * as Yaml from '../../lib/yaml';
import type * as PlainTeam from './plain-team';
import type * as PlusTeam from './plus-team';
import type * as Teams from './team';
import { TRIO } from './sizes';
import type * as Trio from './trio';

/** Ends a part of the work; parts of one name are added up. */
export type Lap = (part: Part) => void;

/** The parts of a run, in the order of the table. */
export const parts = ['load', 'make', 'render', 'load rules', 'rules', 'write'] as const;
export type Part = (typeof parts)[number];

/** One way to make the YAML of the same objects. */
export interface Contender {
  readonly name: string;
  /** Makes `objects` objects, and returns their YAML. Loads what it needs itself, so that it is counted. */
  readonly run: (objects: number, lap: Lap) => string;
}

/** Everything that is compared. Another tool is one more entry. */
export const contenders: readonly Contender[] = [
  { name: 'cdk8s', run: (objects, lap) => cdk8s(objects, lap, plain) },
  { name: 'orquesta', run: (objects, lap) => orquesta(objects, lap, plain) },
  { name: 'orquesta-unchecked', run: (objects, lap) => orquesta(objects, lap, plain, false) },
  { name: 'cdk8s-plus', run: (objects, lap) => cdk8s(objects, lap, plus) },
  { name: 'orquesta-plus', run: (objects, lap) => orquesta(objects, lap, plus) },
];

/* eslint-disable @typescript-eslint/no-require-imports -- an `import` would load all for each of them */

/** Whole teams, or the three objects of one application. */
const plain = (objects: number) =>
  objects === TRIO
    ? (require('./trio') as typeof Trio).trio
    : (require('./plain-team') as typeof PlainTeam).plainTeam;
const plus = () => (require('./plus-team') as typeof PlusTeam).plusTeam;

/** What `App.synth` does for the one chart, but for writing to the disk. */
function cdk8s(objects: number, lap: Lap, teamOf: (objects: number) => Teams.Team): string {
  const { Chart, Yaml } = require('cdk8s') as typeof Cdk8s;
  const { appOf } = require('./team') as typeof Teams;
  const team = teamOf(objects);
  lap('load');
  const app = appOf(objects, team);
  lap('make');
  const charts = app.node.children.filter((child) => Chart.isChart(child));
  const manifests = charts.flatMap((chart) => chart.toJson() as object[]);
  lap('render');
  const yaml = Yaml.stringify(...manifests);
  lap('write');
  return yaml;
}

/** What `synthesize` does for one environment. */
function orquesta(
  objects: number,
  lap: Lap,
  teamOf: (objects: number) => Teams.Team,
  isChecked = true,
): string {
  const { appOf } = require('./team') as typeof Teams;
  const team = teamOf(objects);
  const { Graph } = require('../../lib/graph/graph') as typeof GraphModule;
  const { recordOrigins } = require('../../lib/origins') as typeof Origins;
  const { recordDependencies } = require('../../lib/dependencies/calls') as typeof Calls;
  const { toYaml } = require('../../lib/yaml') as typeof Yaml;
  lap('load');
  const checks = isChecked ? rulesOf() : () => [];
  lap('load rules');
  const { graphOf } = require('../../lib/synthesize') as typeof Synthesize;
  lap('load');
  recordOrigins();
  recordDependencies();
  const app = appOf(objects, team);
  lap('make');
  const rendered = graphOf(app);
  const graph = new Graph(rendered.objects);
  lap('render');
  const findings = [...rendered.findings, ...checks(graph)];
  lap('rules');
  const error = findings.find(({ severity }) => severity === 'error');
  if (error) throw new Error(`the mix is not clean: ${JSON.stringify(error)}`);
  const yaml = toYaml(graph.objects.map(({ manifest }) => manifest));
  lap('write');
  return yaml;
}

function rulesOf() {
  const { check } = require('../../lib/check') as typeof Check;
  const { rules } = require('../../lib/checks') as typeof Checks;
  return (graph: GraphModule.Graph) => check(graph, rules);
}
