import type { k8s, Volume } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { podVolume } from './pod-volume';

/** What a pod may know about itself as a file. Labels and annotations follow later changes. */
export type PodField =
  | 'metadata.name'
  | 'metadata.namespace'
  | 'metadata.uid'
  | 'metadata.labels'
  | 'metadata.annotations'
  | `metadata.labels['${string}']`
  | `metadata.annotations['${string}']`;

/** Path below the mount → what the file there holds. */
export type PodFiles = Readonly<Record<string, PodField>>;

/**
 * A volume of files that tell a pod about itself.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/
 */
export function downwardApiVolume(
  scope: Construct,
  id: string,
  name: string,
  files: PodFiles,
): Volume {
  return podVolume(scope, id, name, { downwardApi: { items: itemsOf(files) } });
}

/** The files as the API has them. */
export function itemsOf(files: PodFiles): k8s.DownwardApiVolumeFile[] {
  return Object.entries(files).map(([path, fieldPath]) => ({ path, fieldRef: { fieldPath } }));
}
