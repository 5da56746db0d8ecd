import type { Request } from '../../lib/apiserver/protocol';
import { groupOf, isBuiltIn, type Manifest } from '../../lib/graph/manifest';
import { normalized, type Said } from './normalized';

/** Why a real server says something else, and why that is well. */
export interface Cause {
  readonly name: string;
  /** One sentence. */
  readonly because: string;
  readonly isIt: (of: {
    readonly request: Request;
    readonly real: Said;
    readonly inside: Said;
  }) => boolean;
}

/** Each is explained in `docs/apiserver.md`. */
export const causes: readonly Cause[] = [
  says(
    'namespace-not-there',
    'The namespace does not exist in the cluster, often because it has no valid name.',
    /^namespaces ".*" not found$/,
  ),
  says('already-there', 'An object of that name is in the cluster already.', /already exists$/),
  says(
    'service-account-not-there',
    'The pod names a ServiceAccount that is not in the cluster.',
    /error looking up service account/,
  ),
  says(
    'class-not-there',
    'The pod names a PriorityClass or a RuntimeClass that is not in the cluster.',
    /no PriorityClass with name .* was found|RuntimeClass ".*" not found|^invalid resource name/,
  ),
  says(
    'address-of-the-cluster',
    'The Service asks for an address or a port: which ones the cluster has, and which are free, only it knows.',
    /failed to allocate IP|provided IP is not in the valid range|port is already allocated/,
  ),
  {
    name: 'port-of-a-dry-run',
    because:
      'A dry run allocates no node port, so that one out of range is refused only when the Service is really made.',
    isIt: ({ request, inside }) =>
      request.old === undefined &&
      (inside.status ?? '').includes('provided port is not in the valid range'),
  },
  {
    name: 'address-given',
    because: 'The message has the address that the cluster gave the Service.',
    isIt: ({ request, real, inside }) =>
      request.object.includes('"kind":"Service"') && isSame(real, inside, withoutAddresses),
  },
  {
    name: 'token-in-pod',
    because:
      'The message shows the whole pod, into which the cluster has put the token of its ServiceAccount.',
    isIt: ({ real, inside }) =>
      /kube-api-access-|ServiceAccountToken|\n@@/.test(real.status ?? '') &&
      isSame(real, inside, withoutDump),
  },
  {
    name: 'annotation-of-kubectl',
    because: 'kubectl writes down what it applied in an annotation, which is then too long.',
    isIt: ({ request, real }) =>
      request.old !== undefined && (real.status ?? '').includes('metadata.annotations: Too long'),
  },
  {
    name: 'patch-not-read',
    because:
      'The one inside reads the changed object as a new one; kubectl sends a patch without what is null, of which a server says in other words that it cannot be read.',
    isIt: ({ request, inside }) =>
      request.old !== undefined && (inside.status ?? '').includes(' cannot be handled as a '),
  },
  {
    name: 'kind-not-installed',
    because: 'The kind is one of a CustomResourceDefinition that is not in the cluster.',
    isIt: ({ request, real, inside }) =>
      (real.status ?? '').startsWith('no matches for kind') &&
      (inside.status ?? '').endsWith('somebody else') &&
      isOfOthers(JSON.parse(request.object) as Manifest),
  },
];

function isSame(real: Said, inside: Said, without: (message: string) => string): boolean {
  if (real.accepted || inside.accepted) return false;
  const [one, other] = [real, inside].map(({ status = '' }) => normalized(without(status)));
  return one === other;
}

function withoutAddresses(message: string): string {
  return message.replace(/\b\d+\.\d+\.\d+\.\d+\b/g, 'ADDRESS');
}

/** What follows a sentence on lines of its own: both objects, or how they differ. */
function withoutDump(message: string): string {
  return message.replace(/\n[^]*$/, '');
}

/** Some projects of Kubernetes have groups that are named like its own. */
function isOfOthers(manifest: Manifest): boolean {
  const theirs = /^(?:gateway\.networking|autoscaling|snapshot\.storage)\.k8s\.io$/;
  return !isBuiltIn(manifest) || theirs.test(groupOf(manifest.apiVersion));
}

function says(name: string, because: string, status: RegExp): Cause {
  return { name, because, isIt: ({ real }) => !real.accepted && status.test(real.status ?? '') };
}
