import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { Manifest } from '../../lib/graph/manifest';
import { root } from './cluster';

const folders = ['dist', 'dist/custom-resources'].map((folder) => join(root, folder));

/** Every object of dist/ that the default environment has. */
export const objects = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => loadAll(readFileSync(join(folder, name), 'utf8')) as Manifest[]),
);

/** As in `Deployment demo/hello-api`, or `Namespace demo`. */
export function idOf({ kind, metadata: { name = '', namespace } }: Manifest): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

export const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);
