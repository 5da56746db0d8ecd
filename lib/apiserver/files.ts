import { join } from 'node:path';
import versions from '../../apiserver/dist/versions.json';
import { cache } from '../cache';
import type { ProgramFile } from './program-file';

/** A Kubernetes minor whose rules are built in: `apiserver/README.md` says how to add one. */
export type Minor = keyof typeof versions;

/** From the oldest to the newest; to compare them as text by their numbers takes 5 ms the first time. */
export const minors = (Object.keys(versions) as Minor[]).sort(
  (one, other) => numberOf(one) - numberOf(other),
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

function numberOf(minor: Minor): number {
  const [major, rest] = minor.split('.').map(Number) as [number, number];
  return major * 1000 + rest;
}
