import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import type { ProgramFile } from '../../lib/apiserver/program-file';

/**
 * Writes a program that is asked like the API server and starts at once. What the object of a request begins
 * with is what it does: "t" traps, "h" hangs, "g" takes a lot of memory; anything else has no errors.
 */
export function writeTinyProgram(path: string): ProgramFile {
  return writeProgram(path, tinyProgram());
}

/** Compresses a program to `path`, as those in `apiserver/dist/` are. */
export function writeProgram(path: string, module: Uint8Array): ProgramFile {
  const bytes = brotliCompressSync(module);
  writeFileSync(path, bytes);
  const unpacked = {
    path: path.replace(/\.br$/, ''),
    bytes: module.length,
    sha256: hash('sha256', module),
  };
  return { path, sha256: hash('sha256', bytes), unpacked };
}

const ANSWER = '{"answers":[{}]}';

/** Where in the memory the answer is, and where questions go. */
const [OUTPUT, INPUT] = [16, 1024];

/** Where in a question the object begins. */
const OBJECT = '{"requests":[{"object":"'.length;

/** @see https://webassembly.github.io/spec/core/binary/index.html */
function tinyProgram(): Uint8Array {
  const [I32, I64, FUNCTION, NOTHING] = [0x7f, 0x7e, 0x60, 0x40];
  const [END, IF, LOOP, BRANCH, UNREACHABLE, DROP] = [0x0b, 0x04, 0x03, 0x0c, 0x00, 0x1a];
  const [GET, I32_CONST, I64_CONST, LOAD_BYTE, EQUAL, GROW] = [0x20, 0x41, 0x42, 0x2d, 0x46, 0x40];
  const when = (letter: string, ...then: readonly number[]) => [
    ...[GET, 0, LOAD_BYTE, 0, ...unsigned(OBJECT), I32_CONST, ...signed(letter.charCodeAt(0))],
    ...[EQUAL, IF, NOTHING, ...then, END],
  ];
  const judge = [
    ...when('t', UNREACHABLE),
    ...when('h', LOOP, NOTHING, BRANCH, 0, END),
    ...when('g', I32_CONST, ...signed(5500), GROW, 0, DROP),
    ...[I64_CONST, ...signed((BigInt(OUTPUT) << 32n) | BigInt(ANSWER.length)), END],
  ];
  const body = (...code: readonly number[]) => sized([0, ...code]);
  const named = (name: string, kind: number, index: number) => [...text(name), kind, index];
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [FUNCTION, 0, 0], [FUNCTION, 1, I32, 1, I32], [FUNCTION, 2, I32, I32, 1, I64]),
    ...section(3, [0], [1], [2]),
    ...section(5, [0, 1]),
    ...section(
      7,
      named('memory', 2, 0),
      named('_initialize', 0, 0),
      named('allocate', 0, 1),
      named('judge', 0, 2),
    ),
    ...section(10, body(END), body(I32_CONST, ...signed(INPUT), END), body(...judge)),
    ...section(11, [0, I32_CONST, ...signed(OUTPUT), END, ...text(ANSWER)]),
  ]);
}

function section(id: number, ...items: readonly (readonly number[])[]): number[] {
  return [id, ...sized([...unsigned(items.length), ...items.flat()])];
}

function text(value: string): number[] {
  return sized([...Buffer.from(value)]);
}

function sized(bytes: readonly number[]): number[] {
  return [...unsigned(bytes.length), ...bytes];
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

function signed(value: number | bigint): number[] {
  const all = BigInt(value);
  const low = Number(all & 127n);
  return -64n <= all && all < 64n ? [low] : [low | 128, ...signed(all >> 7n)];
}
