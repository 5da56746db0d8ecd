import { type MessagePort, workerData } from 'node:worker_threads';
import { Program } from './program';
import { type ProgramFile, ProgramFileError } from './program-file';

/** What the thread is started with. */
export interface Start {
  readonly file: ProgramFile;
  /** Where questions come from and answers go to. */
  readonly port: MessagePort;
  /** Counts what is sent, for who sleeps until there is something. */
  readonly sent: Int32Array;
  /** The number of the question that is being answered. */
  readonly current: Int32Array;
}

/** A question or an answer, with the number of the question. */
export type Numbered = readonly [number: number, text: string];

/** Questions, and what must have been handed to the program before them, where that is not what it was. */
export interface Batch {
  readonly questions: readonly Numbered[];
  readonly setup?: { readonly text: string | undefined };
}

/** What is sent: one for each batch. */
export type Reply =
  | { readonly answers: readonly Numbered[] }
  /** The program cannot be run; nothing more comes. */
  | { readonly broken: string };

/** The question about no object. */
const NOTHING = '{"requests":[]}';

/** Serves questions until it is ended. */
function serve({ file, port, sent, current }: Start): void {
  const send = (reply: Reply) => {
    port.postMessage(reply);
    Atomics.add(sent, 0, 1);
    Atomics.notify(sent, 0);
  };
  let program: Program;
  try {
    program = new Program(file);
    // What cannot answer this answers nothing, and one error says so, not one for each object.
    program.ask(NOTHING);
  } catch (error) {
    const isClear = error instanceof ProgramFileError;
    send({ broken: isClear ? error.message : `it does not start (${String(error)})` });
    return;
  }
  let setup: string | undefined;
  port.on('message', ({ questions, ...batch }: Batch) => {
    if (batch.setup) setup = batch.setup.text;
    const answers = questions.map(([number, question]) => {
      Atomics.store(current, 0, number);
      return [number, answerTo(program, question, setup)] as const;
    });
    send({ answers });
  });
}

/** The answer, or why there is none: what went before may be to blame, so it is asked twice. */
function answerTo(program: Program, question: string, setup: string | undefined): string {
  try {
    return program.ask(question, setup);
  } catch {
    try {
      return program.ask(question, setup);
    } catch (error) {
      return JSON.stringify({ answers: [{ panic: (error as Error).message }] });
    }
  }
}

serve(workerData as Start);
