import { type Imports, type Memory, Module } from './webassembly';

/** What a program asks of its system, as WebAssembly imports it: numbers in, an errno out. */
type Call = (...args: never[]) => number;

/** @see https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#errno */
const [SUCCESS, EBADF, ENOSYS] = [0, 8, 52];

/** The program ended itself, as Go does after a fatal error. */
export class Exit extends Error {
  override readonly name = 'Exit';

  constructor(
    readonly code: number,
    /** What it had written to standard error. */
    readonly said: string,
  ) {
    super(`it ended with status ${code}`);
  }
}

/** More of what is written is not kept. */
const SAID = 16_384;

/**
 * The part of WASI preview 1 that a program of Go uses which has no files, no input and no network: its own
 * name, the clock, and standard error, of which the first part is kept. `node:wasi` is not used: its
 * descriptors are those of this process, which it may crash.
 *
 * @see https://github.com/nodejs/node/issues/53087
 */
export class Wasi {
  #said = '';
  #memory: Memory | undefined;
  /** As `random_get` hands them out: always the same, so that a run can be repeated. */
  #seed = 0x9e3779b9;

  /**
   * @param args the first is the name of the program, which Go's logging cannot do without
   * @param environment as in `GOGC=100`
   */
  constructor(
    readonly args: readonly string[] = [],
    readonly environment: readonly string[] = [],
  ) {}

  /** What the program has written to standard error. */
  get said(): string {
    return this.#said;
  }

  set memory(memory: Memory) {
    this.#memory = memory;
  }

  /** What `module` imports; what is not known here fails when it is called, and says so as a system does. */
  importsOf(module: Module): Imports {
    const imports: Imports = {};
    for (const { module: from, name } of Module.imports(module)) {
      const missing = name.startsWith('fd_') ? EBADF : ENOSYS;
      (imports[from] ??= {})[name] = this.#calls[name] ?? (() => missing);
    }
    return imports;
  }

  readonly #calls: Readonly<Record<string, Call>> = {
    args_sizes_get: (count: number, size: number) => this.#sizes(this.args, count, size),
    args_get: (pointers: number, texts: number) => this.#texts(this.args, pointers, texts),
    environ_sizes_get: (count: number, size: number) => this.#sizes(this.environment, count, size),
    environ_get: (pointers: number, texts: number) =>
      this.#texts(this.environment, pointers, texts),
    clock_time_get: (id: number, _precision: bigint, result: number) => {
      const isRealTime = id === 0;
      const time = isRealTime ? BigInt(Date.now()) * 1_000_000n : process.hrtime.bigint();
      this.#view.setBigUint64(result, time, true);
      return SUCCESS;
    },
    random_get: (pointer: number, size: number) => {
      const bytes = this.#bytes(pointer, size);
      for (let at = 0; at < size; at++) {
        this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
        bytes[at] = this.#seed >>> 24;
      }
      return SUCCESS;
    },
    sched_yield: () => SUCCESS,
    poll_oneoff: (from: number, to: number, count: number, result: number) =>
      this.#sleep(from, to, count, result),
    fd_write: (descriptor: number, parts: number, count: number, result: number) => {
      if (descriptor !== 1 && descriptor !== 2) return EBADF;
      let written = 0;
      for (let part = 0; part < count; part++) {
        const at = parts + 8 * part;
        const size = this.#view.getUint32(at + 4, true);
        this.#said += this.#bytes(this.#view.getUint32(at, true), size).toString();
        written += size;
      }
      // A crash says its cause first.
      this.#said = this.#said.slice(0, SAID);
      this.#view.setUint32(result, written, true);
      return SUCCESS;
    },
    proc_exit: (code: number) => {
      throw new Exit(code, this.#said);
    },
  };

  /** Growing replaces the buffer, so it is asked for each time. */
  get #buffer(): ArrayBuffer {
    if (!this.#memory) throw new Error('the program has no memory yet');
    return this.#memory.buffer;
  }

  get #view(): DataView {
    return new DataView(this.#buffer);
  }

  #bytes(pointer: number, size: number): Buffer {
    return Buffer.from(this.#buffer, pointer, size);
  }

  #sizes(texts: readonly string[], count: number, size: number): number {
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
    this.#view.setUint32(count, texts.length, true);
    this.#view.setUint32(size, bytes, true);
    return SUCCESS;
  }

  #texts(texts: readonly string[], pointers: number, at: number): number {
    for (const [index, text] of texts.entries()) {
      this.#view.setUint32(pointers + 4 * index, at, true);
      const size = Buffer.byteLength(text) + 1;
      this.#bytes(at, size).write(`${text}\0`);
      at += size;
    }
    return SUCCESS;
  }

  /** Waits for the first of some clocks: the only event that comes here. */
  #sleep(from: number, to: number, count: number, result: number): number {
    const [SUBSCRIPTION, EVENT, CLOCK] = [48, 32, 0];
    const clocks = Array.from({ length: count }, (_, index) => from + SUBSCRIPTION * index).filter(
      (at) => this.#view.getUint8(at + 8) === CLOCK,
    );
    const delays = clocks.map((at) => {
      const isAbsolute = (this.#view.getUint16(at + 40, true) & 1) !== 0;
      const time = this.#view.getBigUint64(at + 24, true);
      const nanoseconds = isAbsolute ? time - process.hrtime.bigint() : time;
      return Math.max(0, Number(nanoseconds) / 1e6);
    });
    const delay = Math.min(...delays);
    if (delay > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delay);
    let events = 0;
    for (const [index, at] of clocks.entries()) {
      if ((delays[index] ?? 0) > delay) continue;
      const event = to + EVENT * events++;
      this.#bytes(event, EVENT).fill(0);
      this.#view.setBigUint64(event, this.#view.getBigUint64(at, true), true);
      this.#view.setUint8(event + 10, CLOCK);
    }
    this.#view.setUint32(result, events, true);
    return SUCCESS;
  }
}
