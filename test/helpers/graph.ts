import { check } from '../../lib/checks';
import type { Graph } from '../../lib/graph/graph';
import type { Manifest } from '../../lib/graph/manifest';
import { toText } from '../../lib/report/text';

/** A graph of plain manifests; the first comes from line 1 of `program.ts`, the second from line 2, … */
export function graphOf(...manifests: readonly Manifest[]): Graph {
  return {
    objects: manifests.map((manifest, index) => ({
      manifest,
      origin: { file: 'program.ts', line: index + 1, column: 1 },
      file: 'program.k8s.yaml',
    })),
  };
}

/** What the user would read about these manifests; empty when all is well. */
export function report(...manifests: readonly Manifest[]): string {
  return toText(check(graphOf(...manifests)));
}

/** The smallest Deployment that breaks no rule, with `changes` to its spec and its one container. */
export function deployment(
  changes: { name?: string; spec?: object; container?: object } = {},
): Manifest {
  const { name = 'api', spec = {}, container = {} } = changes;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'demo' },
    spec: {
      replicas: 1,
      template: { spec: { containers: [{ name: 'app', image: 'nginx:1.29', ...container }] } },
      ...spec,
    },
  };
}

/** The smallest Service that breaks no rule, with `port` merged into its one port. */
export function service(port: object = {}): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'api', namespace: 'demo' },
    spec: { selector: { app: 'api' }, ports: [{ port: 80, targetPort: 8080, ...port }] },
  };
}
