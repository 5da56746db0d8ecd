import { createHash } from 'node:crypto';
import { isObject, type Manifest, podOf } from '../graph/manifest';
import { type Draft, section } from './amend';

/** The kinds that replace their pods when the template changes. A Job refuses such a change. */
const replacesPods = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/**
 * Makes `kubectl apply` replace the pods of exactly the workloads that read a changed ConfigMap: pods
 * read most of it once, when they start. The ConfigMap's own `immutable` chooses how.
 *
 * One that may change: its readers' pod template gets an annotation `checksum/config`, a hash of all
 * that they read. Bare pods, Jobs and CronJobs read it when they next start.
 *
 * An immutable one gets a hash of its content at the end of its name, and its readers that name: the
 * pods of an unfinished rollout keep the old one, which stays until somebody deletes it.
 *
 * @param drafts every object of a program
 */
export function rollWhenConfigChanges(drafts: readonly Draft[]): void {
  const configs = new Map<string, { readonly draft: Draft; readonly hash: string }>();
  for (const draft of drafts) {
    if (draft.kind !== 'ConfigMap') continue;
    const { data, binaryData } = draft;
    const hash = hashOf([section(draft, 'metadata').name, data, binaryData]);
    configs.set(placeOf(draft, section(draft, 'metadata').name), { draft, hash });
  }
  for (const draft of drafts) {
    const pod = podOf(draft as unknown as Manifest);
    if (!pod) continue;
    const hashes = new Set<string>();
    for (const reference of configMapsReadBy(section(draft, pod.spec))) {
      const config = configs.get(placeOf(draft, reference.name));
      if (!config) continue;
      if (config.draft.immutable === true)
        reference.name = `${String(reference.name)}-${config.hash.slice(0, 8)}`;
      else hashes.add(config.hash);
    }
    if (hashes.size === 0 || !replacesPods.has(String(draft.kind))) continue;
    const annotations = section(draft, 'spec.template.metadata.annotations');
    annotations['checksum/config'] ??= hashOf([...hashes].sort());
  }
  for (const { draft, hash } of configs.values()) {
    if (draft.immutable !== true) continue;
    const metadata = section(draft, 'metadata');
    metadata.name = `${String(metadata.name)}-${hash.slice(0, 8)}`;
  }
}

function hashOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

function placeOf(draft: Draft, name: unknown): string {
  return JSON.stringify([section(draft, 'metadata').namespace ?? 'default', name]);
}

/** The references to ConfigMaps in env, envFrom, volumes and projected volumes, open to change. */
function configMapsReadBy(node: unknown): Draft[] {
  if (!isObject(node)) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    /^configMap(Ref|KeyRef)?$/.test(key) && isObject(value) ? [value] : configMapsReadBy(value),
  );
}
