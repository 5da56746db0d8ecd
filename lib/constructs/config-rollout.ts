import { ApiObject, type App } from 'cdk8s';
import { createHash } from 'node:crypto';
import { amend, type Draft, section } from './amend';

/** The kinds that replace their pods when the template changes. A Job refuses such a change. */
const REPLACES_PODS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/**
 * Gives the pod template of every workload that reads ConfigMaps of the program an annotation
 * `checksum/config`, a hash of all that they hold. Pods read most of a ConfigMap once, when they
 * start: with the annotation a change of it changes the template, so `kubectl apply` replaces the
 * pods of exactly its readers. Bare pods, Jobs and CronJobs read it when they next start.
 */
export function rollWhenConfigChanges(app: App): void {
  const objects = app.node.findAll().filter((construct) => ApiObject.isApiObject(construct));
  const contents = new Map<string, () => unknown>();
  for (const object of objects) {
    if (object.kind !== 'ConfigMap') continue;
    contents.set(idOf(object.metadata.namespace, object.name), () => {
      const { data, binaryData } = object.toJson() as Draft;
      return [object.name, data, binaryData];
    });
  }
  for (const object of objects) {
    if (!REPLACES_PODS.has(object.kind)) continue;
    amend(object, (draft) => {
      const read = configMapsReadBy(section(draft, 'spec.template.spec'))
        .map((name) => contents.get(idOf(object.metadata.namespace, name))?.())
        .filter((content) => content !== undefined);
      if (read.length === 0) return;
      const annotations = section(draft, 'spec.template.metadata.annotations');
      annotations['checksum/config'] ??= createHash('sha256')
        .update(JSON.stringify(read))
        .digest('hex');
    });
  }
}

function idOf(namespace = 'default', name: string): string {
  return `${namespace}/${name}`;
}

/** The names of the ConfigMaps in env, envFrom, volumes and projected volumes, each once, sorted. */
function configMapsReadBy(pod: Draft): string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node as Draft)) {
      if (/^configMap(Ref|KeyRef)?$/.test(key)) names.add(String((value as Draft).name));
      else visit(value);
    }
  };
  visit(pod);
  return [...names].sort();
}
