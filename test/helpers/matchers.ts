import { App } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { check } from '../../lib/check';
import { rules } from '../../lib/checks';
import { type EnvironmentName, environments } from '../../lib/environments';
import { describe as nameOf, Graph, type GraphObject, targetOf } from '../../lib/graph/graph';
import { isObject } from '../../lib/graph/manifest';
import { didYouMean } from '../../lib/graph/nearest';
import { pathBetween } from '../../lib/graph/paths';
import { recordOrigins } from '../../lib/origins';
import type { Finding } from '../../lib/report/finding';
import { toText } from '../../lib/report/text';
import { graphOf, surroundingsOf } from '../../lib/synthesize';

/** What `toBeClean` asks for. */
export interface Clean {
  /**
   * The environment that the app is for, which then has to need all that its `external` declares.
   * @default - any: the app may count on what "kind" has
   */
  readonly environment?: EnvironmentName;
  /**
   * Whether warnings count as well.
   * @default false
   */
  readonly strict?: boolean;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- so jest lets others add matchers
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- as jest declares it
    interface Matchers<R, T = {}> {
      /**
       * An object of this kind has all these fields: `expect(app).toHaveResource('Service', { spec: { … } })`.
       * Fields inside objects may be left out, as with `toMatchObject`.
       */
      toHaveResource(kind: string, fields?: object): R;
      /**
       * One object leads to another: `expect(app).toReach('ingress/web', 'deployment/demo/web')`; an
       * Ingress or route through ports and Services to pods, and any object to what it names. The
       * namespace may be left out where the name is enough.
       */
      toReach(from: string, to: string): R;
      /** No rule of `lib/checks/` is broken, and no construct objects to itself. */
      toBeClean(wanted?: Clean): R;
    }
  }
}

// So that failures name the lines of what the tests make.
recordOrigins();

expect.extend({
  toHaveResource(received: unknown, kind: string, fields: object = {}) {
    const { objects } = programOf(received);
    const ofKind = objects.filter(({ manifest }) => isKind(manifest.kind, kind));
    const matches = ({ manifest }: GraphObject) =>
      this.equals(manifest, fields, [this.utils.iterableEquality, this.utils.subsetEquality]);
    const found = ofKind.find(matches);
    if (found) {
      const message = () =>
        `${placed(found)} is like this, and no ${found.manifest.kind} should be:\n\n${this.utils.printExpected(fields)}`;
      return { pass: true, message };
    }
    return {
      pass: false,
      message: () => {
        const kinds = new Set(objects.map(({ manifest }) => manifest.kind));
        const [nearest, ...others] = ofKind.toSorted(
          (one, other) => likeness(other.manifest, fields) - likeness(one.manifest, fields),
        );
        if (!nearest)
          return `there is no ${kind}${didYouMean(kind, kinds)}; there are ${[...kinds].sort().join(', ')}`;
        const seen = asked(nearest.manifest, fields);
        const difference = this.utils.printDiffOrStringify(fields, seen, 'Wanted', 'Seen', false);
        const rest = others.length > 0 ? `\n\nAlso seen: ${listed(others)}` : '';
        return `no ${nearest.manifest.kind} is like this; nearest is ${placed(nearest)}:\n\n${difference}${rest}`;
      },
    };
  },

  toReach(received: unknown, from: string, to: string) {
    const { graph, objects } = programOf(received);
    const [start, end] = [named(objects, from), named(objects, to)];
    const path = pathBetween(graph, start, end);
    return {
      pass: path.isReached,
      message: () => {
        if (path.isReached) return `${placed(start)} reaches what it should not:\n  ${path.text}`;
        const said = path.breaks.map((why) => `\n  ${why}`).join('');
        const others = path.others.length > 0 ? listed(path.others) : 'nothing';
        return `${placed(start)} does not reach ${placed(end)}:${said}\n  It reaches: ${others}`;
      },
    };
  },

  toBeClean(received: unknown, { environment, strict = false }: Clean = {}) {
    const { graph, objects, findings } = programOf(received, environment);
    const mine = new Set(objects.map((object) => JSON.stringify(targetOf(object))));
    const isWhole = objects.length === graph.objects.length;
    const isMine = ({ object }: Finding) => isWhole || !object || mine.has(JSON.stringify(object));
    const wrong = [...findings, ...check(graph, rules)].filter(
      (finding) => isMine(finding) && (strict || finding.severity === 'error'),
    );
    return {
      pass: wrong.length === 0,
      message: () =>
        wrong.length === 0 ? 'nothing is wrong with the program' : `\n${toText(wrong)}`,
    };
  },
});

interface Program {
  /** All objects, which those asked for may need. */
  readonly graph: Graph;
  /** Those that are asked for. */
  readonly objects: readonly GraphObject[];
  readonly findings: readonly Finding[];
}

/** A whole program, or the part of it below a construct. */
function programOf(received: unknown, environment?: EnvironmentName): Program {
  if (received instanceof Graph)
    return { graph: received, objects: received.objects, findings: [] };
  if (!Construct.isConstruct(received))
    throw new Error(
      'the program is wanted: expect(app), where app is an App, a Chart or another construct, or a Graph',
    );
  const { node } = received as IConstruct;
  const { objects, findings } = graphOf(node.root);
  const known = surroundingsOf(environments[environment ?? 'kind']);
  const { external = [], provided = [] } = known;
  const isWhole = environment !== undefined && received instanceof App;
  // A part of the program, or an app made for a test, does not need all that may be counted on.
  const graph = new Graph(objects, isWhole ? known : { provided: [...provided, ...external] });
  const inside = ({ construct = '' }: GraphObject) =>
    construct === node.path || node.path === '' || construct.startsWith(`${node.path}/`);
  return { graph, objects: objects.filter(inside), findings };
}

/** The short names that kubectl knows for the usual kinds. */
const short: Readonly<Record<string, string>> = {
  cj: 'CronJob',
  cm: 'ConfigMap',
  crd: 'CustomResourceDefinition',
  deploy: 'Deployment',
  ds: 'DaemonSet',
  hpa: 'HorizontalPodAutoscaler',
  ing: 'Ingress',
  netpol: 'NetworkPolicy',
  ns: 'Namespace',
  pdb: 'PodDisruptionBudget',
  po: 'Pod',
  pv: 'PersistentVolume',
  pvc: 'PersistentVolumeClaim',
  rs: 'ReplicaSet',
  sa: 'ServiceAccount',
  sc: 'StorageClass',
  sts: 'StatefulSet',
  svc: 'Service',
};

function isKind(kind: string, written: string): boolean {
  const small = written.toLowerCase();
  return kind.toLowerCase() === (short[small] ?? small).toLowerCase();
}

/** The one object that `written` names: `deployment/web`, or `deployment/demo/web`. */
function named(objects: readonly GraphObject[], written: string): GraphObject {
  const [kind = '', ...rest] = written.split('/');
  const [name = '', namespace] = rest.toReversed();
  if (rest.length < 1 || rest.length > 2 || name === '')
    throw new Error(
      `"${written}" names no object: write "deployment/web" or "deployment/demo/web"`,
    );
  const ofKind = objects.filter(({ manifest }) => isKind(manifest.kind, kind));
  const found = ofKind.filter(
    (object) =>
      object.manifest.metadata.name === name &&
      (namespace === undefined || object.namespace === namespace),
  );
  const [only, ...more] = found;
  if (only && more.length === 0) return only;
  if (only)
    throw new Error(
      `"${written}" may be ${found.map((each) => JSON.stringify(nameInTests(each))).join(' or ')}: write which`,
    );
  if (ofKind.length === 0) {
    const kinds = new Set(objects.map(({ manifest }) => manifest.kind));
    throw new Error(
      `"${written}" is not there, and no ${kind} at all${didYouMean(kind, kinds)}; there are ${[...kinds].sort().join(', ')}`,
    );
  }
  const candidates = new Set(ofKind.map((each) => nameInTests(each, namespace !== undefined)));
  const meant = didYouMean(
    written.replace(/^[^/]*/, (it) => (short[it] ?? it).toLowerCase()),
    candidates,
  );
  throw new Error(`"${written}" is not there${meant}; there are ${first([...candidates])}`);
}

/** How a test writes the name of an object. */
function nameInTests({ manifest, namespace }: GraphObject, isLong = true): string {
  const place = isLong && namespace !== undefined ? `${namespace}/` : '';
  return `${manifest.kind.toLowerCase()}/${place}${manifest.metadata.name ?? ''}`;
}

function placed({ manifest, origin }: GraphObject): string {
  return `${nameOf(manifest)}${origin ? ` (${origin.file}:${origin.line})` : ''}`;
}

function listed(objects: readonly GraphObject[]): string {
  return first(objects.map(({ manifest }) => nameOf(manifest)));
}

function first(names: readonly string[]): string {
  const most = 10;
  const more = names.length > most ? `, and ${names.length - most} more` : '';
  return names.slice(0, most).join(', ') + more;
}

/** How many of the wanted fields a value has. */
function likeness(seen: unknown, wanted: unknown): number {
  if (!isObject(wanted)) return Object.is(seen, wanted) ? 1 : 0;
  if (!isObject(seen)) return 0;
  return Object.entries(wanted).reduce((sum, [key, value]) => sum + likeness(seen[key], value), 0);
}

/** What a value has of the wanted fields, for a difference that shows nothing else. */
function asked(seen: unknown, wanted: unknown): unknown {
  if (Array.isArray(wanted) && Array.isArray(seen))
    return seen.map((item: unknown, index) => asked(item, wanted[index] as unknown));
  if (!isObject(wanted) || !isObject(seen) || Array.isArray(seen)) return seen;
  // A matcher of jest such as expect.any(String) is no object of fields.
  if ('asymmetricMatch' in wanted) return seen;
  const keys = Object.keys(wanted).filter((key) => key in seen);
  return Object.fromEntries(keys.map((key) => [key, asked(seen[key], wanted[key])]));
}
