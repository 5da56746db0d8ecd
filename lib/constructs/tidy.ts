import { ApiObject, Names } from 'cdk8s';
import { AbstractPod, Pod } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { isClusterScoped, type Manifest } from '../graph/manifest';
import { originOf } from '../origins';
import { ProgramError } from '../report/program-error';
import { type Draft, section } from './amend';

/**
 * Makes what cdk8s-plus writes fit to be applied again after code has moved.
 *
 * cdk8s-plus selects pods by `cdk8s.io/metadata.addr`, a hash of the construct path. Selectors are
 * immutable, so with a hash `kubectl apply` fails as soon as somebody moves the code. Each such label
 * and selector becomes `app: <name>`, with the name of the workload, or the `app` label that its pods
 * were given.
 *
 * A cluster-scoped object loses the namespace that cdk8s puts on everything in a chart.
 *
 * @param constructs the whole tree
 * @param drafts every object of it
 * @throws ProgramError when a name is no label, or two workloads of a namespace would share it
 */
export function tidy(constructs: readonly IConstruct[], drafts: readonly Draft[]): void {
  const names = chosenNames(constructs);
  for (const draft of drafts) {
    chooseLabels(draft, names);
    if (isClusterScoped(draft as unknown as Manifest)) {
      Reflect.deleteProperty(section(draft, 'metadata'), 'namespace');
    }
  }
}

/** The hash that cdk8s-plus knows the pods of each workload by → the label that they get instead. */
function chosenNames(constructs: readonly IConstruct[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const owners = new Map<string, AbstractPod>();
  for (const pod of constructs) {
    if (!(pod instanceof AbstractPod)) continue;
    const given = pod.podMetadata.getLabel('app');
    const name = given ?? pod.name;
    names.set(Names.toLabelValue(pod), name);
    if (given !== undefined) continue;
    const place = JSON.stringify([ApiObject.of(pod).metadata.namespace, name]);
    const owner = owners.get(place);
    owners.set(place, pod);
    if (owner) throw shared(pod, name, owner);
    if (name.length > 63) throw tooLong(pod, name);
  }
  return names;
}

function shared(pod: AbstractPod, name: string, other: AbstractPod): ProgramError {
  const [one, two] = [other, pod].map((each) => `"${each.node.path}"`);
  return new ProgramError(
    'program-runs',
    `the constructs ${one ?? ''} and ${two ?? ''} both make pods labelled app=${name}; what selects the pods of one would reach those of the other`,
    'rename one of them, or give its pods an `app` label of their own (podMetadata)',
    originOf(pod),
  );
}

function tooLong(pod: AbstractPod, name: string): ProgramError {
  return new ProgramError(
    'program-runs',
    `"${name}" has ${name.length} characters; its pods are labelled with it, and a label has at most 63`,
    'shorten the name, or give the pods an `app` label of their own (podMetadata)',
    originOf(pod),
  );
}

function chooseLabels(node: object, names: ReadonlyMap<string, string>): void {
  const labels = node as Draft;
  const address = labels[Pod.ADDRESS_LABEL];
  if (typeof address === 'string') {
    labels.app ??= names.get(address) ?? address;
    Reflect.deleteProperty(labels, Pod.ADDRESS_LABEL);
  }
  for (const child of Object.values(node)) {
    if (typeof child === 'object' && child !== null) chooseLabels(child as object, names);
  }
}
