import { check, type Rule } from '../../lib/check';
import { Graph, type Surroundings } from '../../lib/graph/graph';
import { type Manifest, namespaceOf } from '../../lib/graph/manifest';
import { toText } from '../../lib/report/text';

/** A graph of plain manifests; the first comes from line 1 of `program.ts`, the second from line 2, … */
export function graphOf(...manifests: readonly Manifest[]): Graph {
  return graphAmong({}, ...manifests);
}

/** The same, with what is known besides. */
export function graphAmong(surroundings: Surroundings, ...manifests: readonly Manifest[]): Graph {
  const objects = manifests.map((manifest, index) => ({
    manifest,
    namespace: namespaceOf(manifest),
    origin: { file: 'program.ts', line: index + 1, column: 1 },
    file: 'program.k8s.yaml',
  }));
  return new Graph(objects, surroundings);
}

/** What the user would read of one rule about some manifests; empty when all is well. */
export function reporter(
  rule: Rule,
  surroundings: Surroundings = {},
): (...manifests: readonly Manifest[]) => string {
  return (...manifests) => toText(check(graphAmong(surroundings, ...manifests), [rule]));
}

/** The smallest Deployment that breaks no rule, with changes to its spec and its one container. */
export function deployment(
  changes: { name?: string; labels?: object; spec?: object; container?: object } = {},
): Manifest {
  const { name = 'api', labels = { app: name }, spec = {}, container = {} } = changes;
  const containers = [{ name: 'app', image: 'nginx:1.29', ...container }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'demo' },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
      ...spec,
    },
  };
}

/** A Service that selects the pods of that Deployment, with `port` merged into its one port. */
export function service(port: object = {}, selector: object = { app: 'api' }): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'api', namespace: 'demo' },
    spec: { selector, ports: [{ port: 80, targetPort: 8080, ...port }] },
  };
}
