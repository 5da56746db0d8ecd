import { isDeepStrictEqual } from 'node:util';
import { groupBy } from '../graph/graph';
import { isBuiltIn, type Manifest } from '../graph/manifest';
import type { Draft } from './amend';

/** What cdk8s-plus writes although the API server would fill in the very same, by end of path. */
const defaults: Readonly<Record<string, unknown>> = {
  '.immutable': false,
  '.stringData': {},
  '.apiGroup': '',
  '.resourceNames': [],
  '.spec.suspend': false,
  '.spec.externalIPs': [],
  '.spec.minReadySeconds': 0,
  '.spec.progressDeadlineSeconds': 600,
  '.spec.dnsPolicy': 'ClusterFirst',
  '.spec.hostNetwork': false,
  '.spec.restartPolicy': 'Always',
  '.spec.setHostnameAsFQDN': false,
  '.spec.securityContext.fsGroupChangePolicy': 'Always',
  '.securityContext.privileged': false,
  'Probe.failureThreshold': 3,
  '.httpGet.scheme': 'HTTP',
};

/** The same by the last key of their paths, which hardly any field has. */
const byKey = groupBy(Object.entries(defaults), ([end]) => end.slice(end.lastIndexOf('.') + 1));

/** Leaves in a manifest only what its program chose: less to read, and the same object. */
export function withoutDefaults(draft: Draft): void {
  // The fields of other kinds are not cdk8s-plus's to fill in, and those of a CRD are names.
  if (isBuiltIn(draft as unknown as Manifest) && draft.kind !== 'CustomResourceDefinition') {
    prune(draft, '');
  }
}

function prune(node: object, path: string): void {
  for (const [key, value] of Object.entries(node)) {
    const here = `${path}.${key}`;
    const known = byKey.get(key)?.find(([end]) => here.endsWith(end));
    if (known && isDeepStrictEqual(value, known[1])) {
      Reflect.deleteProperty(node, key);
    } else if (typeof value === 'object' && value !== null && here !== '.data') {
      prune(value as object, here);
    }
  }
}
