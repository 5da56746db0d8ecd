import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { MOST_MEBIBYTES } from '../report/sources';
import { Source } from './source';

const LIMIT = MOST_MEBIBYTES * 2 ** 20;

/** Why a file is not read, and where in it that shows. */
export class ReadError extends Error {
  override readonly name = 'ReadError';

  constructor(
    message: string,
    readonly fix: string,
    readonly line = 1,
    readonly column = 1,
  ) {
    super(message);
  }
}

/** Standard input, and what a shell hands over in place of a file. */
export function isStream(path: string): boolean {
  return path === '-' || /^\/dev\/(stdin|fd\/\d+)$|^\/proc\/self\/fd\/\d+$/.test(path);
}

/**
 * The text of a file, or of standard input for `-`.
 *
 * @throws ReadError when it is too large, or not text
 * @throws the error of the file system
 */
export function readSource(path: string): Source {
  const bytes = bytesOf(path);
  return new Source(path, textOf(bytes), isStream(path) || isUtf16(bytes));
}

function bytesOf(path: string): Buffer {
  if (path === '-' || path === '/dev/stdin') return readAll(0);
  // A pipe that nobody writes to would be waited for without end.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile() && !isStream(path)) {
      throw new ReadError('this is no file', 'name a file, a folder, or "-" for standard input');
    }
    if (status.size > LIMIT) throw tooLarge();
    return readAll(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function readAll(descriptor: number): Buffer {
  const parts: Buffer[] = [];
  let size = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(1 << 16);
    const count = readSome(descriptor, part);
    if (count === 0) return Buffer.concat(parts);
    size += count;
    if (size > LIMIT) throw tooLarge();
    parts.push(part.subarray(0, count));
  }
}

/** Waits for what is not there yet, as a pipe in which nothing stands. */
function readSome(descriptor: number, into: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, into);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function tooLarge(): ReadError {
  return new ReadError(
    `this has more than ${MOST_MEBIBYTES} MiB, the most that is read`,
    'split it into several files',
  );
}

/** The text without its byte order mark; kubectl reads UTF-16, too, where there is one. */
function textOf(bytes: Buffer): string {
  // In this order: the mark of UTF-32LE begins with that of UTF-16LE.
  const start = bytes.toString('hex', 0, 4);
  if (/^(?:0000feff|fffe0000)/.test(start)) {
    throw new ReadError('this is UTF-32, which kubectl does not read', 'save it as UTF-8');
  }
  if (isUtf16(bytes)) {
    return new TextDecoder(start.startsWith('fffe') ? 'utf-16le' : 'utf-16be').decode(bytes);
  }
  if (!isUtf8(bytes)) throw notText('a byte that is no UTF-8', bytes, (line) => !isUtf8(line));
  if (bytes.includes(0)) throw notText('a NUL byte', bytes, (line) => line.includes(0));
  return new TextDecoder().decode(bytes);
}

function isUtf16(bytes: Buffer): boolean {
  return /^(?:feff|fffe)/.test(bytes.toString('hex', 0, 2));
}

function notText(what: string, bytes: Buffer, isWrong: (line: Buffer) => boolean): ReadError {
  let start = 0;
  for (let number = 1; ; number++) {
    const end = bytes.indexOf(0x0a, start);
    const line = bytes.subarray(start, end === -1 ? bytes.length : end);
    if (isWrong(line)) {
      const column = line.toString().search(/[\0\ufffd]/) + 1;
      const fix = 'save it as UTF-8 text; name no binary files';
      return new ReadError(`this has ${what}, and YAML is text`, fix, number, column);
    }
    start = end + 1;
  }
}
