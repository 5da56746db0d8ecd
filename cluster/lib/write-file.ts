import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from './user-error';

/** Writes the file whole or not at all, and the folders above it. @throws UserError when it cannot */
export function writeFile(path: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    throw new UserError(`"${path}" cannot be written: ${(error as Error).message}`);
  }
}
