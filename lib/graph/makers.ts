import type { Graph, GraphObject } from './graph';
import { isBuiltIn, isObject, kindOf } from './manifest';
import { table } from './reference-table';
import type { Target } from './references';

/** Groups of kinds that only tell a proxy or a monitor what to do with objects that are there already. */
const READERS = /(^|\.)(istio\.io|traefik\.(io|containo\.us)|projectcontour\.io|coreos\.com)$/;

/** What operators make of a resource: their other objects are named by none but themselves. */
const OPERATED = new Set(['/Secret', '/ConfigMap', '/Service']);

/**
 * Whether something in the program may make `target` when it runs, although nothing says that it does: a
 * program that may create Secrets in its namespace, or the operator of a resource of that name.
 */
export function mayBeMade(graph: Graph): (target: Target) => boolean {
  const creating = new Set(
    graph
      .of('rbac.authorization.k8s.io/Role')
      .filter(createsSecrets)
      .map(({ namespace }) => namespace),
  );
  const operated = new Set(
    graph.objects
      .filter(isOperated)
      .map(({ manifest, namespace = '' }) => `${namespace} ${manifest.metadata.name ?? ''}`),
  );
  return ({ kind, namespace = '', name }) =>
    (kind === '/Secret' && creating.has(namespace)) ||
    (OPERATED.has(kind) && beginnings(name).some((owner) => operated.has(`${namespace} ${owner}`)));
}

/** `a-b-c` → `a`, `a-b`, `a-b-c`. */
function beginnings(name: string): readonly string[] {
  const words = name.split('-');
  return words.map((_, index) => words.slice(0, index + 1).join('-'));
}

/** Whether a Role lets its subjects create Secrets under any name. */
function createsSecrets({ manifest: { rules } }: GraphObject): boolean {
  const has = (list: unknown, wanted: string) =>
    Array.isArray(list) && (list.includes(wanted) || list.includes('*'));
  return (
    Array.isArray(rules) &&
    rules.some(
      (rule: unknown) =>
        isObject(rule) &&
        has(rule.resources, 'secrets') &&
        has(rule.verbs, 'create') &&
        !(Array.isArray(rule.resourceNames) && rule.resourceNames.length > 0),
    )
  );
}

function isOperated({ manifest }: GraphObject): boolean {
  const kind = kindOf(manifest);
  return !isBuiltIn(manifest) && !(kind in table) && !READERS.test(kind.split('/')[0] ?? '');
}
