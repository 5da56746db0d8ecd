import { type ProgramFile, refused, unpack } from './program-file';
import { Exit, Wasi } from './wasi';
import { Instance, type Memory, Module } from './webassembly';

/** What the program exports: see `apiserver/README.md`. */
interface Exports {
  readonly memory: Memory;
  readonly allocate: (size: number) => number;
  readonly judge: (pointer: number, size: number) => bigint;
}

const NO_SETUP = '{"setup":{}}';

const MEBIBYTE = 2 ** 20;

/** What WebAssembly cannot give back is given back by starting anew. */
const MEMORY = 320 * MEBIBYTE;

/**
 * The API server's rules, running. A run that dies, or has taken too much memory, is replaced by a new one
 * before the next call.
 */
export class Program {
  readonly #module: Module;
  #exports: Exports | undefined;
  #wasi = new Wasi();
  #setup: string | undefined;

  /** @throws ProgramFileError when the file is missing or damaged, or this Node cannot run it */
  constructor(file: ProgramFile) {
    this.#module = compiled(file);
    this.#start();
  }

  /** Bytes that it has taken; they never become fewer. */
  get memory(): number {
    return this.#exports?.memory.buffer.byteLength ?? 0;
  }

  /**
   * Hands a question to the program and returns its answer, both JSON.
   *
   * @param setup what must have been handed to it before; nothing, where it is undefined
   * @throws Error when it dies of the question
   */
  ask(question: string, setup?: string): string {
    if (this.memory > MEMORY) this.#exports = undefined;
    if (!this.#exports) this.#start();
    if (setup !== this.#setup) this.#call(setup ?? NO_SETUP);
    this.#setup = setup;
    return this.#call(question);
  }

  /** The file holds the program as it is when it has started: see `apiserver/snapshot.ts`. */
  #start(): void {
    this.#setup = undefined;
    this.#wasi = new Wasi();
    const imports = this.#wasi.importsOf(this.#module);
    const exports = new Instance(this.#module, imports).exports as Exports;
    this.#wasi.memory = exports.memory;
    this.#exports = exports;
  }

  #call(question: string): string {
    const exports = this.#exports;
    if (!exports) throw new Error('the program does not run');
    try {
      const size = Buffer.byteLength(question);
      const pointer = exports.allocate(size) >>> 0;
      Buffer.from(exports.memory.buffer, pointer, size).write(question);
      const result = BigInt.asUintN(64, exports.judge(pointer, size));
      const [start, length] = [Number(result >> 32n), Number(result & 0xffffffffn)];
      return Buffer.from(exports.memory.buffer, start, length).toString();
    } catch (error) {
      this.#exports = undefined;
      throw new Error(reasonOf(error, this.#wasi.said), { cause: error });
    }
  }
}

/** The first line that says why: Go's own, where it said one. */
function reasonOf(error: unknown, said: string): string {
  const [line = ''] = said.trim().split('\n');
  if (line !== '') return line;
  return error instanceof Exit ? error.message : String(error);
}

function compiled(file: ProgramFile): Module {
  const bytes = unpack(file);
  try {
    const module = new Module(bytes);
    release(bytes.buffer);
    return module;
  } catch (error) {
    throw refused(file, error);
  }
}

/** Gives memory back at once: the module has a copy of its own, and this one would stay for long. */
function release(buffer: ArrayBuffer): void {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(buffer, [buffer]);
  port2.close();
}
