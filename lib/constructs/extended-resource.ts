import { ProgramError } from '../report/program-error';
import { type Edit, section } from './amend';
import { containersIn } from './pod-edits';

/** Name of a resource that a device plugin offers: always with the domain of who makes it. */
export type ExtendedResourceName = `${string}.${string}/${string}`;

/**
 * An edit that gives each container of a pod `amount` of an extended resource, as in `nvidia.com/gpu`. The
 * types of cdk8s-plus drop every resource but CPU, memory and ephemeral storage. Only the limit is set:
 * the request is always equal to it, for nobody can share such a thing.
 *
 * @throws ProgramError when `amount` is not a whole number above zero
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#extended-resources
 */
export function extendedResource(name: ExtendedResourceName, amount: number): Edit {
  if (!Number.isInteger(amount) || amount < 1) {
    throw new ProgramError(
      'program-runs',
      `a container asks for ${amount} of "${name}"; extended resources are given out whole`,
      'ask for 1 or more',
    );
  }
  return (draft) => {
    for (const container of containersIn(draft)) {
      section(container, 'resources.limits')[name] = amount;
    }
  };
}
