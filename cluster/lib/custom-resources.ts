import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CUSTOM_RESOURCES, type Manifest } from '../../lib/graph/manifest';
import type { Kubectl } from './kubectl';

/** Applies the objects whose kind the folder itself defines: the API server must know the kind first. */
export async function applyCustomResources(
  kubectl: Kubectl,
  folder: string,
  objects: readonly Manifest[],
): Promise<void> {
  const below = join(folder, CUSTOM_RESOURCES);
  if (!existsSync(below)) return;
  const definitions = objects
    .filter(({ kind }) => kind === 'CustomResourceDefinition')
    .map(({ metadata }) => `crd/${metadata.name ?? ''}`);
  const established = ['wait', '--for=condition=Established', '--timeout=30s', ...definitions];
  if (definitions.length > 0) await kubectl.show(established);
  await kubectl.show(['apply', '-f', below]);
}
