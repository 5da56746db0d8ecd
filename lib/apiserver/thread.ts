import { join } from 'node:path';
import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
} from 'node:worker_threads';
import type { ProgramFile } from './program-file';
import type { Batch, Reply, Start } from './worker';

/** Milliseconds after which a thread counts as silent. */
export interface Limits {
  /**
   * Until it is ready.
   * @default 60000
   */
  readonly start: number;
  /**
   * For one object.
   * @default 30000
   */
  readonly object: number;
}

const [SENT, CURRENT, LOADING] = [0, 0, -1];

/** One thread with the program in it. */
export class Thread {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  /** The number of the question that it is at. */
  readonly #current = new Int32Array(new SharedArrayBuffer(4)).fill(LOADING);
  /** The numbers of what it has been handed and has not answered, by message. */
  #handed: (readonly number[])[] = [];
  /** The setup of the last message. */
  #setup: string | undefined;
  #seen = { current: LOADING, at: performance.now() };
  #isGone = false;
  #reason = '';

  /** @param sent counts the messages of all threads that are waited for together */
  constructor(file: ProgramFile, sent: Int32Array<SharedArrayBuffer>) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const data: Start = { file, port: port2, sent, current: this.#current };
    this.#worker = new Worker(join(__dirname, 'worker.ts'), {
      workerData: data,
      transferList: [port2],
      execArgv: ['-r', join(__dirname, '../../tools/register.js')],
      // What is here besides the program itself, whose memory is not counted.
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    this.#worker.unref();
    this.#worker.on('error', (error) => (this.#reason = ` (${String(error)})`));
    this.#worker.on('exit', () => (this.#isGone = true));
  }

  /** The number of the question that it is at; undefined before the first. */
  get current(): number | undefined {
    const current = Atomics.load(this.#current, CURRENT);
    return current === LOADING ? undefined : current;
  }

  /** The numbers of what it has not answered. */
  get left(): readonly number[] {
    return this.#handed.flat();
  }

  /** How many messages it has not answered. */
  get messages(): number {
    return this.#handed.length;
  }

  /** Why it ended, where that is known. */
  get reason(): string {
    return this.#reason;
  }

  /** Hands questions of one setup over, and says how many. */
  hand(questions: readonly { number: number; text: string; setup: string | undefined }[]): number {
    const setup = questions[0]?.setup;
    const batch: Batch = {
      questions: questions.map(({ number, text }) => [number, text]),
      // It may be large, and most messages have the same.
      ...(setup !== this.#setup && { setup: { text: setup } }),
    };
    this.#setup = setup;
    // It has had nothing to do since it was last looked at.
    if (this.#handed.length === 0) this.#seen = { ...this.#seen, at: performance.now() };
    this.#handed.push(questions.map(({ number }) => number));
    this.#port.postMessage(batch);
    return questions.length;
  }

  /** What it has sent, if there is something. */
  receive(): Reply | undefined {
    const received: unknown = receiveMessageOnPort(this.#port);
    if (received === undefined) return undefined;
    this.#handed.shift();
    return (received as { readonly message: Reply }).message;
  }

  /** Whether it has ended, or has been at the same question for too long. */
  isSilent({ start, object }: Limits): boolean {
    if (this.#isGone) return true;
    if (this.#handed.length === 0) return false;
    const current = Atomics.load(this.#current, CURRENT);
    const now = performance.now();
    if (current !== this.#seen.current) this.#seen = { current, at: now };
    return now - this.#seen.at > (current === LOADING ? start : object);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** Waits until a thread sends something, or falls silent: then there is no reply. */
export function waitForAny(
  threads: readonly Thread[],
  sent: Int32Array<SharedArrayBuffer>,
  limits: Limits,
): { readonly thread: Thread; readonly reply: Reply | undefined } {
  for (;;) {
    const before = Atomics.load(sent, SENT);
    for (const thread of threads) {
      const reply = thread.receive();
      if (reply) return { thread, reply };
    }
    for (const thread of threads) {
      if (thread.isSilent(limits)) return { thread, reply: undefined };
    }
    Atomics.wait(sent, SENT, before, limits.object / 4);
  }
}
