import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from './user-error';

/** A file of the folder that is applied. */
export interface ManifestFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The files that `kubectl apply -f FOLDER` reads, in its order; it leaves folders below out.
 *
 * @throws UserError when there are none
 */
export function manifestFiles(folder: string): ManifestFile[] {
  const files = names(folder)
    .filter((name) => /\.(ya?ml|json)$/.test(name))
    .map((name) => join(folder, name))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  if (files.length > 0) return files;
  throw new UserError(
    `there is no manifest in the folder "${folder}": write them with \`npm run synth\`, or name another folder with \`--dir\``,
  );
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** The Namespaces that the file makes, as YAML documents: they are applied before what lives in them. */
export function namespacesIn({ text }: ManifestFile): string[] {
  return text.split(/^---$/m).filter((document) => /^kind: Namespace$/m.test(document));
}
