import type { Rule, Verdict } from '../check';
import {
  describe,
  describeTarget,
  type Graph,
  type GraphObject,
  groupBy,
  show,
} from '../graph/graph';
import { asList, isObject, type Manifest, valueAt } from '../graph/manifest';
import { compare, NONE, quantityOf } from '../graph/quantity';
import { requirementsOf, textOf } from '../graph/selector';

/**
 * A claim that only a PersistentVolume of the program can satisfy gets one: the volume that it names, or that
 * is kept for it, or any of its class where nothing makes volumes of that class.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding
 */
export const claimFindsVolume: Rule = {
  name: 'claim-finds-volume',
  severity: 'error',
  description: 'A claim fits the PersistentVolume of the program that is meant for it.',
  *check(graph) {
    const volumes = graph.of('/PersistentVolume');
    if (volumes.length === 0) return;
    const kept = new Map(
      volumes.flatMap((volume) => {
        const key = keyOfReference(volume.manifest);
        return key === undefined ? [] : [[key, volume] as const];
      }),
    );
    const free = groupBy(
      volumes.filter(({ manifest }) => keyOfReference(manifest) === undefined),
      ({ manifest }) => classOf(manifest) ?? '',
    );
    const taken = new Map<GraphObject, GraphObject>();
    const waiting: GraphObject[] = [];
    for (const claim of graph.of('/PersistentVolumeClaim')) {
      const name = valueAt(claim.manifest, 'spec.volumeName');
      const own = kept.get(keyOf(claim));
      if (typeof name === 'string' && name !== '') {
        const kind = '/PersistentVolume';
        const volume = graph.find({ kind, namespace: undefined, name });
        if (volume) yield* named(claim, volume, taken);
      } else if (own) {
        const why = tooLittle(claim.manifest, own.manifest);
        if (why) yield verdict(claim, why, `${describe(own.manifest)}, which is kept for it,`);
      } else waiting.push(claim);
    }
    const byClass = groupBy(waiting, ({ manifest }) => classOf(manifest));
    for (const [name, claims] of byClass) {
      if (name === undefined || isProvisioned(graph, name)) continue;
      const open = (free.get(name) ?? []).filter((volume) => !taken.has(volume));
      if (open.length > 0) yield* unserved(claims, open);
    }
  },
};

/** Why a volume does not do, and the field of the claim that says so. */
interface Why {
  readonly field: string;
  readonly wants: string;
  readonly has: string;
}

function* named(
  claim: GraphObject,
  volume: GraphObject,
  taken: Map<GraphObject, GraphObject>,
): Generator<Verdict> {
  const subject = `${describe(volume.manifest)}, which it names,`;
  const field = 'spec.volumeName';
  const reference = keyOfReference(volume.manifest);
  const other = taken.get(volume);
  if (other) {
    yield {
      object: claim,
      field,
      message: `${describe(claim.manifest)} names ${describe(volume.manifest)}, and ${describe(other.manifest)} names it too: a volume belongs to one claim`,
      fix: 'name another volume, or let the pods share one claim',
    };
    return;
  }
  taken.set(volume, claim);
  if (reference !== undefined && reference !== keyOf(claim)) {
    const [namespace, name = ''] = reference.split('\n');
    const kind = '/PersistentVolumeClaim';
    yield {
      object: claim,
      field,
      message: `${describe(claim.manifest)} names ${describe(volume.manifest)}, which is kept for ${describeTarget({ kind, namespace, name })}`,
      fix: 'name another volume, or correct the claimRef of the volume',
    };
    return;
  }
  // Where both name each other, nothing else is compared.
  if (reference !== undefined) return;
  const why =
    otherClass(claim.manifest, volume.manifest) ?? tooLittle(claim.manifest, volume.manifest);
  if (why) yield verdict(claim, why, subject);
}

/** Each volume serves one claim; as many claims as possible are served. */
function* unserved(
  claims: readonly GraphObject[],
  volumes: readonly GraphObject[],
): Generator<Verdict> {
  const fitting = new Map(
    claims.map((claim) => [
      claim,
      volumes.filter(({ manifest }) => !misfit(claim.manifest, manifest)),
    ]),
  );
  const served = new Map<GraphObject, GraphObject>();
  const serve = (claim: GraphObject, tried: Set<GraphObject>): boolean =>
    (fitting.get(claim) ?? []).some((volume) => {
      if (tried.has(volume)) return false;
      tried.add(volume);
      const holder = served.get(volume);
      if (holder && !serve(holder, tried)) return false;
      served.set(volume, claim);
      return true;
    });
  for (const claim of claims) {
    if (serve(claim, new Set())) continue;
    const [first] = volumes;
    const why = first && misfit(claim.manifest, first.manifest);
    if ((fitting.get(claim) ?? []).length === 0 && first && why) {
      const rest = volumes.length > 1 ? `, as no other of the ${volumes.length} of its class,` : '';
      yield verdict(claim, why, `${describe(first.manifest)}${rest}`);
    } else {
      yield {
        object: claim,
        message: `${describe(claim.manifest)} finds no PersistentVolume: those of its class ${show(classOf(claim.manifest))} that fit, ${fitting.get(claim)?.length ?? 0} of them, go to other claims`,
        fix: 'add a PersistentVolume, or remove a claim',
      };
    }
  }
}

function verdict(claim: GraphObject, { field, wants, has }: Why, subject: string): Verdict {
  return {
    object: claim,
    field,
    message: `${describe(claim.manifest)} wants ${wants}, and ${subject} has ${has}`,
    fix: 'change the claim or the volume, so that they agree',
  };
}

/** What a claim of any class must find in a volume. */
function tooLittle(claim: Manifest, volume: Manifest): Why | undefined {
  const wanted = valueAt(claim, 'spec.resources.requests.storage');
  const capacity = valueAt(volume, 'spec.capacity.storage');
  const size = quantityOf(wanted);
  if (size && compare(quantityOf(capacity) ?? NONE, size) < 0) {
    const field = 'spec.resources.requests.storage';
    return { field, wants: `${show(wanted)} of storage`, has: show(capacity) };
  }
  const mode = valueAt(claim, 'spec.volumeMode') ?? 'Filesystem';
  const volumeMode = valueAt(volume, 'spec.volumeMode') ?? 'Filesystem';
  if (mode !== volumeMode) {
    const field = 'spec.volumeMode';
    return { field, wants: `volumeMode ${show(mode)}`, has: show(volumeMode) };
  }
  const has = asList(valueAt(volume, 'spec.accessModes'));
  const wants = asList(valueAt(claim, 'spec.accessModes'));
  if (wants.every((each) => has.includes(each))) return undefined;
  return { field: 'spec.accessModes', wants: `accessModes ${show(wants)}`, has: show(has) };
}

function otherClass(claim: Manifest, volume: Manifest): Why | undefined {
  const wanted = classOf(claim);
  const there = classOf(volume) ?? '';
  // A claim without a class gets the default one, and which one that is only the cluster knows.
  if (wanted === undefined || wanted === there) return undefined;
  const field = 'spec.storageClassName';
  return { field, wants: `storageClassName ${show(wanted)}`, has: show(there) };
}

function misfit(claim: Manifest, volume: Manifest): Why | undefined {
  const requirements = requirementsOf(valueAt(claim, 'spec.selector'));
  const labels = isObject(volume.metadata.labels) ? volume.metadata.labels : {};
  const missing = requirements.find((requirement) => !requirement.holds(labels));
  if (missing)
    return {
      field: 'spec.selector',
      wants: `a volume with ${missing.text}`,
      has: `the labels ${textOf(labels)}`,
    };
  return tooLittle(claim, volume);
}

/** Undefined where nothing is said; empty where no class is wanted. */
function classOf(manifest: Manifest): string | undefined {
  const old = manifest.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'];
  const name = old ?? valueAt(manifest, 'spec.storageClassName');
  return typeof name === 'string' ? name : undefined;
}

/** Whether volumes of this class are, or may be, made when they are asked for. */
function isProvisioned(graph: Graph, name: string): boolean {
  if (name === '') return false;
  const target = { kind: 'storage.k8s.io/StorageClass', namespace: undefined, name };
  const made = graph.find(target);
  return made
    ? valueAt(made.manifest, 'provisioner') !== 'kubernetes.io/no-provisioner'
    : graph.outside(target) !== undefined;
}

function keyOf({ manifest, namespace }: GraphObject): string {
  return `${namespace ?? ''}\n${manifest.metadata.name ?? ''}`;
}

/** The claim that a volume is kept for. */
function keyOfReference(volume: Manifest): string | undefined {
  const reference = valueAt(volume, 'spec.claimRef');
  if (!isObject(reference) || typeof reference.name !== 'string') return undefined;
  return `${typeof reference.namespace === 'string' ? reference.namespace : ''}\n${reference.name}`;
}
