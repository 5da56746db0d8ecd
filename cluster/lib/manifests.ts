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

/** Whether the file makes a Namespace: such a file is applied before what lives in it. */
export function makesNamespace(file: ManifestFile): boolean {
  return /^\s*"?kind"?: *"?Namespace"?,?$/m.test(file.text);
}
