import { readFileSync, writeFileSync } from 'node:fs';
import { Wasi } from '../lib/apiserver/wasi';
import { Instance, type Memory, Module } from '../lib/apiserver/webassembly';

/**
 * snapshot.ts FROM TO: writes the program in FROM to TO, as it is when it has started. Go registers some thousand types and
 * rules at its start, and each use would do that again; here memory and globals as they are afterwards take the
 * place of what the file begins with. Nothing of it depends on the machine: the clock and what is random are made up.
 *
 * @see https://webassembly.github.io/spec/core/binary/modules.html
 * @see https://github.com/bytecodealliance/wizer which does the same for programs in general
 */
function main([from = '', to = '']: readonly string[]): void {
  const file = readFileSync(from);
  const sections = sectionsOf(file);
  const globals = globalsOf(sections);
  const exported = sections.map((section) =>
    section.id === EXPORTS ? withGlobals(section, globals.length) : section,
  );
  const started = start(written(exported));
  const taken = new Map<number, Buffer>([
    [MEMORY, memoryOf(started)],
    [GLOBALS, Buffer.concat([leb(globals.length), ...globals.map(valueIn(started))])],
    [DATA, dataOf(started)],
  ]);
  writeFileSync(to, written(sections.map(({ id, body }) => ({ id, body: taken.get(id) ?? body }))));
}

interface Section {
  readonly id: number;
  readonly body: Buffer;
}

/** What a program exports that has started, with its globals as `global0`, `global1` … */
interface Started extends Readonly<Record<`global${number}`, { readonly value: number | bigint }>> {
  readonly memory: Memory;
  readonly _initialize: () => void;
}

const [MEMORY, GLOBALS, EXPORTS, DATA] = [5, 6, 7, 11];
const [I32, I64] = [0x7f, 0x7e];
const [I32_CONST, I64_CONST, END] = [0x41, 0x42, 0x0b];
const HEAD = 8;
const PAGE = 65_536;

/** Bytes that it may ever take: an object that asks for more is not worth the machine. */
const MOST = 512 * 2 ** 20;

/** Go's runtime gives memory back to itself more often above this; it is a wish, and no bound. */
const GO_MEMORY = 'GOMEMLIMIT=192MiB';

function start(file: Buffer): Started {
  const module = new Module(file);
  const wasi = new Wasi(['apiserver'], [GO_MEMORY]);
  const imports = wasi.importsOf(module);
  let now = 0n;
  const clock = (_id: number, _precision: bigint, result: number) => {
    now += 1000n;
    new DataView(started.memory.buffer).setBigUint64(result, now, true);
    return 0;
  };
  Object.assign(imports.wasi_snapshot_preview1 ?? {}, { clock_time_get: clock });
  const started = new Instance(module, imports).exports as Started;
  wasi.memory = started.memory;
  started._initialize();
  return started;
}

function memoryOf({ memory }: Started): Buffer {
  const hasMost = 1;
  const pages = [memory.buffer.byteLength, MOST].map((bytes) => leb(bytes / PAGE));
  return Buffer.concat([leb(1), Buffer.of(hasMost), ...pages]);
}

function valueIn(started: Started): (type: number, index: number) => Buffer {
  return (type, index) => {
    const { value } = started[`global${index}`] ?? { value: 0 };
    const mutable = 1;
    const constant = type === I32 ? I32_CONST : I64_CONST;
    return Buffer.concat([
      Buffer.of(type, mutable, constant),
      signed(BigInt(value)),
      Buffer.of(END),
    ]);
  };
}

/** Zeros between two pieces of data that are worth a piece more, in words of eight bytes. */
const GAP = 16;

/** All of the memory that is not zero. */
function dataOf({ memory }: Started): Buffer {
  const words = new BigUint64Array(memory.buffer);
  const pieces: [from: number, to: number][] = [];
  for (const [at, word] of words.entries()) {
    if (word === 0n) continue;
    const last = pieces.at(-1);
    if (last && at - last[1] <= GAP) last[1] = at + 1;
    else pieces.push([at, at + 1]);
  }
  const segments = pieces.map(([from, to]) => {
    const bytes = Buffer.from(memory.buffer, from * 8, (to - from) * 8);
    const place = [Buffer.of(0, I32_CONST), signed(BigInt(from * 8)), Buffer.of(END)];
    return Buffer.concat([...place, leb(bytes.length), bytes]);
  });
  return Buffer.concat([leb(segments.length), ...segments]);
}

function sectionsOf(file: Buffer): readonly Section[] {
  const sections: Section[] = [];
  for (let at = HEAD; at < file.length;) {
    const [size, from] = number(file, at + 1);
    sections.push({ id: file[at] ?? 0, body: file.subarray(from, from + size) });
    at = from + size;
  }
  return sections;
}

function written(sections: readonly Section[]): Buffer {
  const head = Buffer.from('\0asm\x01\0\0\0', 'latin1');
  return Buffer.concat([
    head,
    ...sections.flatMap(({ id, body }) => [Buffer.of(id), leb(body.length), body]),
  ]);
}

/** The types of the globals; Go has a few numbers there, all of which may change. */
function globalsOf(sections: readonly Section[]): readonly number[] {
  const body = sections.find(({ id }) => id === GLOBALS)?.body ?? Buffer.of(0);
  const [count, first] = number(body, 0);
  const types: number[] = [];
  for (let at = first; types.length < count;) {
    const type = body[at] ?? 0;
    if ((type !== I32 && type !== I64) || body[at + 1] !== 1) {
      throw new Error(`global ${types.length} is no number that changes, which Go had none of`);
    }
    types.push(type);
    const [, end] = number(body, at + 3);
    at = end + 1;
  }
  return types;
}

function withGlobals({ id, body }: Section, globals: number): Section {
  const [count, first] = number(body, 0);
  const kind = 3;
  const more = Array.from({ length: globals }, (_, index) => {
    const name = Buffer.from(`global${index}`);
    return Buffer.concat([leb(name.length), name, Buffer.of(kind), leb(index)]);
  });
  return { id, body: Buffer.concat([leb(count + globals), body.subarray(first), ...more]) };
}

/** The number at a place, written as LEB128 without a sign, and the place after it. */
function number(bytes: Buffer, at: number): readonly [value: number, end: number] {
  let value = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 127) * factor;
    if (byte < 128) return [value, at];
  }
}

function leb(value: number): Buffer {
  const bytes: number[] = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Buffer.from([...bytes, value]);
}

function signed(value: bigint): Buffer {
  const bytes: number[] = [];
  for (; value < -64n || value > 63n; value >>= 7n) bytes.push(Number(value & 127n) | 128);
  return Buffer.from([...bytes, Number(value & 127n)]);
}

main(process.argv.slice(2));
