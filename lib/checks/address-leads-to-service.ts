import type { Rule } from '../check';
import { describe, describeTarget, type Graph, type GraphObject } from '../graph/graph';
import { mayBeMade } from '../graph/makers';
import { type Field, fieldsOf, valueAt } from '../graph/manifest';
import { didYouMean, nearest } from '../graph/nearest';
import type { Target } from '../graph/references';
import { portsOf } from '../graph/services';
import { secretIn } from './config-map-holds-no-secret';

/**
 * An address that a container is given, as in `redis:6379` or `http://api.shop.svc/v1`, leads to a Service that is
 * there, and to a port that it has. A host that the program knows nothing of may be anywhere, so it is not judged.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
 */
export const addressLeadsToService: Rule = {
  name: 'address-leads-to-service',
  severity: 'error',
  description: 'An address that a container is given leads to a Service and a port that are there.',
  *check(graph) {
    const why = reasons(graph);
    for (const { object, path, value } of textsOf(graph)) {
      for (const { text, to, port } of addressesIn(value, object.namespace ?? 'default')) {
        const reason = why(to, port);
        if (reason === undefined) continue;
        yield {
          object,
          field: path,
          isConfidential: secretIn('', value) !== undefined,
          message: `${describe(object.manifest)} gives the address ${JSON.stringify(text)} in ${path}, and ${reason}`,
          fix: 'correct the address, or the name or port of the Service',
        };
      }
    }
  },
};

type Text = Field & { readonly object: GraphObject };

/** What containers are given: variables, commands and the data of ConfigMaps. */
function* textsOf(graph: Graph): Generator<Text> {
  for (const { object, containers } of graph.pods) {
    for (const { path, fields } of containers) {
      const given = ['command', 'args'].flatMap((list) => [
        ...fieldsOf(fields[list], `${path}.${list}`),
      ]);
      const env = [...fieldsOf(fields.env, `${path}.env`)].filter(({ path: at }) =>
        /\.env\[\d+\]\.value$/.test(at),
      );
      // `redis:1000` is an owner and a group there.
      const isChown = given.some(({ value }) => /\bchown\b/.test(String(value)));
      for (const field of [...(isChown ? [] : given), ...env]) yield { ...field, object };
    }
  }
  for (const object of graph.of('/ConfigMap')) {
    for (const field of fieldsOf(object.manifest.data, 'data')) yield { ...field, object };
  }
}

interface Address {
  /** As it is given, but for the password in it. */
  readonly text: string;
  readonly to: Target;
  readonly port: number | undefined;
}

const LABEL = '[a-z](?:[-a-z0-9]*[a-z0-9])?';

/** A flag, a scheme and credentials may stand before a host, and a path behind its port. */
const ADDRESS = new RegExp(
  `^(?:-{0,2}[\\w.-]+=)?((?:([a-z][a-z0-9+.-]*)://(?:[^@/\\s]*@)?)?(${LABEL})(?:\\.(${LABEL})(\\.svc(?:\\.cluster\\.local)?\\.?)?)?(?::(\\d{2,5}))?)(?:[/?#]\\S*)?$`,
);

function addressesIn(value: unknown, own: string): Address[] {
  if (typeof value !== 'string' || value.length > 1000) return [];
  return value.split(',').flatMap((part) => {
    const [, text = '', scheme, name = '', namespace, svc, digits] = ADDRESS.exec(part) ?? [];
    // A word alone says too little; a small number behind it is the tag of an image, as in `postgres:16`.
    const isAddress = scheme ?? svc ?? (Number(digits) >= 80 ? digits : undefined);
    if (text === '' || name === 'localhost' || isAddress === undefined) return [];
    const usual = scheme === 'http' ? 80 : scheme === 'https' ? 443 : undefined;
    const port = digits === undefined ? usual : Number(digits);
    const to = { kind: '/Service', namespace: namespace ?? own, name };
    return [{ text: text.replace(/(:\/\/[^:@/\s]*):[^@/\s]*@/, '$1:…@'), to, port }];
  });
}

/** What is wrong with an address; undefined when nothing is, or when nothing is known of it. */
function reasons(graph: Graph): (to: Target, port: number | undefined) => string | undefined {
  const known = new Map<string, string | undefined>();
  const isMade = mayBeMade(graph);
  return (to, port) => {
    const service = graph.find(to);
    if (service) return port === undefined ? undefined : wrongPort(service, port);
    if (graph.outside(to) || isMade(to)) return undefined;
    const key = `${to.namespace ?? ''}/${to.name}`;
    const reason = known.has(key) ? known.get(key) : missing(graph, to);
    known.set(key, reason);
    return reason;
  };
}

function wrongPort({ manifest }: GraphObject, port: number): string | undefined {
  const isElsewhere = valueAt(manifest, 'spec.type') === 'ExternalName';
  // The name of a headless Service leads to the pods, by any port of theirs.
  const isHeadless = valueAt(manifest, 'spec.clusterIP') === 'None';
  const ports = portsOf(manifest).flatMap(({ port: each }) => (Number.isNaN(each) ? [] : each));
  if (isElsewhere || isHeadless || ports.length === 0 || ports.includes(port)) return undefined;
  const meant = nearest(String(port), ports.map(String));
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  return `${describe(manifest)} has port ${ports.join(', ')}${hint}`;
}

/** A Service is missed where one has nearly that name, or where a workload has it. */
function missing(graph: Graph, to: Target): string | undefined {
  const { namespace, name } = to;
  const names = graph
    .of('/Service')
    .filter((each) => each.namespace === namespace)
    .map(({ manifest }) => manifest.metadata.name ?? '');
  const hint = didYouMean(name, names);
  const workload = ['Deployment', 'StatefulSet', 'DaemonSet']
    .map((kind) => graph.find({ kind: `apps/${kind}`, namespace, name }))
    .find((found) => found !== undefined);
  if (hint === '' && !workload) return undefined;
  const there = workload ? `, only a ${workload.manifest.kind} of that name` : '';
  return `there is no ${describeTarget(to)}${there}${hint}`;
}
