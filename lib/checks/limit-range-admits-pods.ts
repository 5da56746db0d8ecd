import type { Rule, Verdict } from '../check';
import { amountsOf, type Resources } from '../graph/amounts';
import { describe, type Graph, type GraphObject } from '../graph/graph';
import { type Limit, limitsByNamespace } from '../graph/limit-ranges';
import { isBuiltIn, valueAt } from '../graph/manifest';
import { podResourcesOf } from '../graph/pod-resources';
import { compare, NONE, type Quantity, textOf } from '../graph/quantity';

/**
 * What containers, pods and claims ask for is within the bounds of the LimitRanges of their namespace, once
 * the defaults of these are filled in.
 *
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export const limitRangeAdmitsPods: Rule = {
  name: 'limit-range-admits-pods',
  severity: 'error',
  description:
    'What containers, pods and claims ask for is within the LimitRanges of their namespace.',
  *check(graph) {
    const limits = limitsByNamespace(graph);
    if (limits.size === 0) return;
    for (const subject of subjectsOf(graph, limits)) {
      const its = limits.get(subject.object.namespace) ?? [];
      const wrong = its.map((limit) => outOf(limit, subject)).find((each) => each !== undefined);
      if (wrong) yield verdict(subject, wrong);
      else yield* aboveDefault(subject, its);
    }
  },
};

/** Something that a LimitRange has a word about. */
interface Subject extends Resources {
  readonly object: GraphObject;
  readonly type: 'Container' | 'Pod' | 'PersistentVolumeClaim';
  readonly path: string;
  /** Where in the object, as messages say it. */
  readonly where: string;
  /** What a container says itself. */
  readonly own?: Resources;
}

type LimitsByNamespace = ReturnType<typeof limitsByNamespace>;

function* subjectsOf(graph: Graph, limits: LimitsByNamespace): Generator<Subject> {
  for (const pods of graph.pods) {
    const { object, path } = pods;
    const its = limits.get(object.namespace);
    if (!its || !isBuiltIn(object.manifest)) continue;
    const { containers, sum } = podResourcesOf(graph, pods, its);
    for (const container of containers) {
      const where = ` in its container "${container.name}"`;
      yield { ...container, object, type: 'Container', where };
    }
    yield { ...sum, object, type: 'Pod', path, where: ' in each of its pods' };
  }
  for (const object of graph.of('/PersistentVolumeClaim')) {
    yield claimOf(object, 'spec', '', object.manifest);
  }
  for (const object of graph.of('apps/StatefulSet')) {
    const templates = valueAt(object.manifest, 'spec.volumeClaimTemplates');
    for (const [index, template] of (Array.isArray(templates) ? templates : []).entries()) {
      const path = `spec.volumeClaimTemplates[${index}].spec`;
      yield claimOf(object, path, ' in each of its claims', template);
    }
  }
}

function claimOf(object: GraphObject, path: string, where: string, claim: unknown): Subject {
  const requests = amountsOf(valueAt(claim, 'spec.resources.requests'));
  return { object, type: 'PersistentVolumeClaim', path, where, requests, limits: new Map() };
}

/** What is wrong: which bound, and what is there instead. */
interface Wrong {
  readonly limit: Limit;
  readonly bound: 'min' | 'max' | 'maxLimitRequestRatio';
  readonly resource: string;
  readonly seen: string;
}

function outOf(limit: Limit, { type, requests, limits }: Subject): Wrong | undefined {
  if (limit.type !== type) return undefined;
  const shown = (list: string, quantity: Quantity | undefined) =>
    quantity ? `a ${list} of "${textOf(quantity)}"` : `no ${list}`;
  for (const [resource, min] of limit.min) {
    const [request, most] = [requests.get(resource), limits.get(resource)];
    if (!request || compare(request, min) < 0)
      return { limit, bound: 'min', resource, seen: shown('request', request) };
    if (most && compare(most, min) < 0)
      return { limit, bound: 'min', resource, seen: shown('limit', most) };
  }
  for (const [resource, max] of limit.max) {
    const [request, most] = [requests.get(resource), limits.get(resource)];
    // A claim has no limit.
    const isClaim = type === 'PersistentVolumeClaim';
    if (!isClaim && (!most || compare(most, max) > 0))
      return { limit, bound: 'max', resource, seen: shown('limit', most) };
    if (request ? compare(request, max) > 0 : isClaim)
      return { limit, bound: 'max', resource, seen: shown('request', request) };
  }
  if (type === 'PersistentVolumeClaim') return undefined;
  for (const [resource, ratio] of limit.maxLimitRequestRatio) {
    const [request, most] = [requests.get(resource), limits.get(resource)];
    const both = request && most && request.milli > 0n && most.milli > 0n;
    if (both && most.milli * 1000n <= ratio.milli * request.milli) continue;
    const seen = `${shown('request', request)} and ${shown('limit', most)}`;
    return { limit, bound: 'maxLimitRequestRatio', resource, seen };
  }
  return undefined;
}

function verdict(subject: Subject, { limit, bound, resource, seen }: Wrong): Verdict {
  const { object, path, where, type } = subject;
  const wanted = limit[bound].get(resource) ?? NONE;
  return {
    object,
    field: path,
    message: `${describe(object.manifest)} has ${seen} for ${resource}${where}, and ${describe(limit.object.manifest)} wants a ${bound} of "${textOf(wanted)}" for each ${type}`,
    fix: 'change what it asks for, or the LimitRange',
  };
}

/** A default limit may be below what a container requests that sets no limit itself. */
function* aboveDefault(subject: Subject, limits: readonly Limit[]): Generator<Verdict> {
  if (!subject.own) return;
  for (const [resource, limit] of subject.limits) {
    const request = subject.requests.get(resource);
    if (subject.own.limits.has(resource) || !request || compare(request, limit) <= 0) continue;
    const from = limits.find(({ defaults }) => defaults.limits.has(resource));
    if (!from) continue;
    yield {
      object: subject.object,
      field: subject.path,
      message: `${describe(subject.object.manifest)} has a request of "${textOf(request)}" and no limit for ${resource}${subject.where}, and ${describe(from.object.manifest)} gives it a limit of "${textOf(limit)}", which is below`,
      fix: 'set a limit in the container, or raise the default of the LimitRange',
    };
  }
}
