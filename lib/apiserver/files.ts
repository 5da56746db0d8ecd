import { join } from 'node:path';
import versions from '../../apiserver/dist/versions.json';
import { cache } from '../cache';
import type { ProgramFile } from './program-file';

/** A Kubernetes minor whose rules are built in: `apiserver/README.md` says how to add one. */
export type Minor = keyof typeof versions;

/** From the oldest to the newest. */
export const minors = (Object.keys(versions) as Minor[]).sort((one, other) =>
  one.localeCompare(other, 'en', { numeric: true }),
);

/** The minor that is meant where none is named. */
export const [newest] = minors.toReversed() as [Minor, ...Minor[]];

/** What a file can judge: the kinds of Kubernetes itself, or those that a program defines and policies too. */
export type Part = 'main' | 'cel';

/** @throws Error when that file is not built */
export function fileOf(minor: Minor, part: Part): ProgramFile {
  const { file, bytes, sha256, compressed } = versions[minor][part];
  return {
    path: join(__dirname, '../../apiserver/dist', file),
    sha256: compressed.sha256,
    unpacked: { path: join(cache, file.replace(/\.br$/, '')), bytes, sha256 },
  };
}
