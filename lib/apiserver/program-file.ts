import { hash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/** A file that holds the program, compressed, and what it must hold. */
export interface ProgramFile {
  readonly path: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
  readonly unpacked: {
    /** Where it is kept as it is when it is unpacked, which takes longer than to read that. */
    readonly path: string;
    readonly bytes: number;
    readonly sha256: string;
  };
}

/** Why the program cannot be run at all; a sentence, and how to mend it. */
export class ProgramFileError extends Error {
  override readonly name = 'ProgramFileError';
}

const MEBIBYTE = 2 ** 20;

/**
 * The program, as WebAssembly: what was kept of it, where that is whole.
 *
 * @throws ProgramFileError when the file is missing or damaged
 */
export function unpack(file: ProgramFile): Buffer<ArrayBuffer> {
  const { path, bytes, sha256 } = file.unpacked;
  const kept = attempt(() => readFileSync(path));
  if (kept && hash('sha256', kept) === sha256) return kept;
  const packed = packedIn(file);
  let program;
  try {
    // Asked for in one piece, it is not copied.
    program = brotliDecompressSync(packed, { chunkSize: Math.max(bytes, MEBIBYTE) });
  } catch (error) {
    throw refused(file, error);
  }
  keep(file, program);
  return program;
}

/** Why this Node cannot run the program. */
export function refused({ path }: ProgramFile, error: unknown): ProgramFileError {
  return new ProgramFileError(
    `Node ${process.version} does not take ${path}: ${String(error)}; use Node 20.19 or newer`,
  );
}

function packedIn({ path, sha256 }: ProgramFile): Buffer {
  const restore = 'restore it, as by `git checkout -- apiserver/dist`';
  let packed;
  try {
    packed = readFileSync(path);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new ProgramFileError(`${path} cannot be read (${code}); ${restore}`);
  }
  const found = hash('sha256', packed);
  if (found !== sha256) {
    throw new ProgramFileError(
      `${path} is damaged: its SHA-256 is ${found.slice(0, 12)}…, and ${sha256.slice(0, 12)}… is wanted; ${restore}`,
    );
  }
  return packed;
}

/** Where nothing can be written, nothing is kept, and that is all. */
function keep({ path, unpacked }: ProgramFile, program: Buffer): void {
  const folder = dirname(unpacked.path);
  const temporary = `${unpacked.path}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, program);
    renameSync(temporary, unpacked.path);
    // They are large, so those of minors that are not built in any more go.
    for (const name of readdirSync(folder)) {
      const isNamed = existsSync(join(dirname(path), `${name}.br`));
      if (name.endsWith('.wasm') && !isNamed) rmSync(join(folder, name), { force: true });
    }
  } catch {
    attempt(() => {
      rmSync(temporary, { force: true });
    });
  }
}

function attempt<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch {
    return undefined;
  }
}
