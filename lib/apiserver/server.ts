import { availableParallelism } from 'node:os';
import type { ProgramFile } from './program-file';
import type { Answer, Request } from './protocol';
import { type Limits, Thread, waitForAny } from './thread';
import type { Numbered } from './worker';

/** The API server inside cannot run: no mistake of the program that it was to judge. */
export class ApiServerError extends Error {
  override readonly name = 'ApiServerError';
}

/** Questions of one message, and characters after which there are no more in it: the thread has them twice. */
const [TOGETHER, LONG] = [64, 2 ** 20];

/** Messages that a thread has before it, so that it need not wait for the next. */
const AHEAD = 4;

/** Questions that are worth a second thread, which takes as long to start as some hundreds to answer. */
const MANY = 1000;

/** How often a thread that has fallen silent is replaced, in one run. */
const REPLACED = 4;

/** A question, and its answer when it is there. */
interface Question {
  readonly number: number;
  readonly text: string;
  readonly setup: string | undefined;
  answer?: Answer;
}

/**
 * The rules of one Kubernetes minor, in threads of their own. Questions are handed over as they come up and
 * answered while the program goes on; who needs an answer waits for it.
 */
export class ApiServer {
  readonly #file: ProgramFile;
  readonly #limits: Limits;
  /** How many messages the threads have sent, all together. */
  readonly #sent = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #questions: Question[] = [];
  /** By setup, then by text: environments have many objects in common. */
  readonly #known = new Map<string | undefined, Map<string, Question>>();
  /** What no thread has yet. */
  #waiting: Question[] = [];
  #threads: Thread[] = [];
  #replaced = 0;
  /** Why there will be no more answers. */
  #failure: ApiServerError | undefined;

  constructor(file: ProgramFile, { start = 60_000, object = 30_000 }: Partial<Limits> = {}) {
    this.#file = file;
    this.#limits = { start, object };
  }

  /** Starts a thread, if there is none; it does not keep the process from ending. */
  start(): void {
    if (this.#threads.length === 0) this.#add();
  }

  /**
   * Asks for the judgement of one object, and returns what waits for it.
   *
   * @param setup what the program must have been handed before, as JSON
   * @throws ApiServerError from the wait, when there will be no answer
   */
  ask(request: Request, setup?: string): () => Answer {
    const text = JSON.stringify({ requests: [request] });
    const known = this.#known.get(setup) ?? new Map<string, Question>();
    const question = known.get(text) ?? { number: this.#questions.length, text, setup };
    if (!known.has(text)) {
      this.#known.set(setup, known.set(text, question));
      this.#questions.push(question);
      this.#waiting.push(question);
      if (this.#waiting.length === TOGETHER) this.hand();
    }
    return () => {
      while (!question.answer) this.#receive();
      return question.answer;
    };
  }

  /** Hands to the threads what they can take. */
  hand(): void {
    if (this.#waiting.length === 0) return;
    this.start();
    const isWorthTwo = this.#waiting.length > MANY && availableParallelism() > 1;
    if (isWorthTwo && this.#threads.length === 1) this.#add();
    let taken = 0;
    // In turn, so that all have something to do.
    for (let ahead = 0; ahead < AHEAD; ahead++) {
      for (const thread of this.#threads) {
        if (thread.messages > ahead || taken === this.#waiting.length) continue;
        taken += thread.hand(this.#next(taken));
      }
    }
    this.#waiting = this.#waiting.slice(taken);
  }

  /** Ends the threads that run, as the system may do; they are missed when something is asked next. */
  endThreads(): Promise<unknown> {
    return Promise.all(this.#threads.map((thread) => thread.end()));
  }

  /** Ends all threads for good. */
  end(): void {
    void this.endThreads();
    this.#threads = [];
  }

  /** A system that has no thread left may have one later, and one is enough. */
  #add(): void {
    try {
      this.#threads.push(new Thread(this.#file, this.#sent));
    } catch (error) {
      if (this.#threads.length > 0) return;
      this.#failure = failure(`cannot run: it is given no thread (${(error as Error).message})`);
    }
  }

  /** Questions of one setup. */
  #next(from: number): readonly Question[] {
    const some = this.#waiting.slice(from, from + TOGETHER);
    let length = 0;
    const end = some.findIndex(
      ({ setup, text }) => setup !== some[0]?.setup || (length += text.length) > LONG,
    );
    return end === -1 ? some : some.slice(0, Math.max(end, 1));
  }

  /** Waits until something comes from any thread, and deals with it. */
  #receive(): void {
    this.hand();
    // There may be no thread to wait for.
    if (this.#failure) throw this.#failure;
    const { thread, reply } = waitForAny(this.#threads, this.#sent, this.#limits);
    if (!reply) this.#replace(thread);
    else if ('broken' in reply) this.#fail(`cannot run: ${reply.broken}`);
    else this.#settle(reply.answers);
  }

  #settle(answers: readonly Numbered[]): void {
    for (const [number, text] of answers) {
      const question = this.#questions[number];
      if (question) question.answer ??= parsed(text);
    }
  }

  #fail(why: string): never {
    this.#failure = failure(why);
    throw this.#failure;
  }

  /** The question that silenced it is not asked again; all others are. */
  #replace(thread: Thread): void {
    const { current, left, reason } = thread;
    void thread.end();
    if (current === undefined || ++this.#replaced > REPLACED) {
      const what = current === undefined ? 'did not start' : `fell silent ${this.#replaced} times`;
      this.#fail(`(${this.#file.path}) ${what}${reason}; try again when the machine is less busy`);
    }
    const question = this.#questions[current];
    if (question && left.includes(current)) {
      question.answer ??= { panic: `it gave no answer within ${this.#limits.object / 1000} s` };
    }
    const others = left.flatMap((number) => this.#questions[number] ?? []);
    this.#waiting = [...others.filter(({ answer }) => !answer), ...this.#waiting];
    this.#threads = this.#threads.filter((each) => each !== thread);
  }
}

function failure(why: string): ApiServerError {
  return new ApiServerError(`the API server inside ${why}, or leave it out with --no-apiserver`);
}

function parsed(text: string): Answer {
  try {
    const { answers } = JSON.parse(text) as { readonly answers: readonly [Answer] };
    return answers[0];
  } catch {
    return { panic: `it answered ${JSON.stringify(text.slice(0, 200))}` };
  }
}
