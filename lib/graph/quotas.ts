import { type Amounts, amountsOf } from './amounts';
import { type Graph, type GraphObject, groupBy } from './graph';
import { asList, isObject, valueAt } from './manifest';
import type { PodResources } from './pod-resources';
import type { Pods } from './pods';

/** A ResourceQuota and what it limits. */
export interface Quota {
  readonly object: GraphObject;
  readonly hard: Amounts;
  readonly scopes: readonly Scope[];
}

interface Scope {
  readonly name: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** The ResourceQuotas of the program, by namespace. */
export function quotasByNamespace(graph: Graph): ReadonlyMap<string | undefined, readonly Quota[]> {
  const all = graph.of('/ResourceQuota').map((object): Quota => ({
    object,
    hard: amountsOf(valueAt(object.manifest, 'spec.hard')),
    scopes: [
      ...asList(valueAt(object.manifest, 'spec.scopes')).map((name) => ({
        name: String(name),
        operator: 'Exists',
        values: [],
      })),
      ...asList(valueAt(object.manifest, 'spec.scopeSelector.matchExpressions')).map((each) => ({
        name: String(valueAt(each, 'scopeName')),
        operator: String(valueAt(each, 'operator')),
        values: asList(valueAt(each, 'values')).map(String),
      })),
    ],
  }));
  return groupBy(all, ({ object }) => object.namespace);
}

/**
 * Whether a quota counts these pods.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes
 */
export function isInScope({ scopes }: Quota, resources: PodResources): boolean {
  return scopes.every(({ name, operator, values }) => {
    switch (name) {
      case 'Terminating':
        return isTerminating(resources.pods);
      case 'NotTerminating':
        return !isTerminating(resources.pods);
      case 'BestEffort':
        return isBestEffort(resources);
      case 'NotBestEffort':
        return !isBestEffort(resources);
      case 'PriorityClass':
        return isChosen(resources.priorityClass, operator, values);
      default:
        // The others look at what is not known here, or are not known themselves.
        return false;
    }
  });
}

function isTerminating({ spec }: Pods): boolean {
  return Number(spec.activeDeadlineSeconds ?? -1) >= 0;
}

function isBestEffort({ pods, containers, whole }: PodResources): boolean {
  const counted = isObject(pods.spec.resources) ? (whole ? [whole] : []) : containers;
  return !counted
    .flatMap(({ requests, limits }) => [...requests, ...limits])
    .some(([name, { milli }]) => (name === 'cpu' || name === 'memory') && milli > 0n);
}

function isChosen(value: string | undefined, operator: string, values: readonly string[]): boolean {
  const isListed = value !== undefined && values.includes(value);
  switch (operator) {
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'In':
      return isListed;
    case 'NotIn':
      return !isListed;
    default:
      return false;
  }
}
